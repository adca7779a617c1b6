"""The resource types that are added to moto, a file each service. To import them is to declare them."""

import importlib
import pkgutil

ALL = [importlib.import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
