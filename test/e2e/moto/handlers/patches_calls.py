"""What moto says of calls that it does not have."""

import json
from html import escape

from moto.core.responses import BaseResponse
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from werkzeug.wrappers import Response


class ServiceMissing(Exception):
    pass


def calls_that_are_missing():
    """moto answers a call that it does not have with a page of HTML and status 500; what is missing stands in its log alone."""
    inherited = BaseResponse.call_action

    def call(self):
        try:
            return inherited(self)
        except NotImplementedError as error:
            said = str(error)
            if self.headers.get("Content-Type", "").startswith("application/x-www-form-urlencoded"):
                xml = f"<ErrorResponse><Error><Code>NotImplemented</Code><Message>{escape(said)}</Message></Error></ErrorResponse>"
                return 501, {"Content-Type": "text/xml"}, xml
            return 501, {"Content-Type": "application/json"}, json.dumps({"__type": "NotImplemented", "message": said})

    BaseResponse.call_action = call


def services_that_are_missing():
    """The same for services. To find none under a name with a Region is final: moto asks for such a name last."""
    find, inherited = DomainDispatcherApplication.get_backend_for_host, DomainDispatcherApplication.get_application

    def found(self, host):
        backend = find(self, host)
        if backend is None and host is not None and host.endswith(".amazonaws.com"):
            raise ServiceMissing(f"moto has no service behind {host}")
        return backend

    def application(self, environ):
        try:
            return inherited(self, environ)
        except ServiceMissing as error:
            return Response(json.dumps({"__type": "NotImplemented", "message": str(error)}), 501, content_type="application/json")

    DomainDispatcherApplication.get_backend_for_host = found
    DomainDispatcherApplication.get_application = application


PATCHES = (calls_that_are_missing, services_that_are_missing)
