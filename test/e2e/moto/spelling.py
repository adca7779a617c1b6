"""Answers whose roots moto spells otherwise than AWS does. Our audit takes them for no answers."""

from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from werkzeug.wrappers import Response

ROOTS = {
    b"GetBucketVersioningResponse": b"VersioningConfiguration",
    b"GetBucketNotificationResponse": b"NotificationConfiguration",
    b"ListBucketInventoryConfigurationsResponse": b"ListInventoryConfigurationsResult",
    b"ListAccessPointsResponse": b"ListAccessPointsResult",
}


def install():
    inherited = DomainDispatcherApplication.__call__

    def call(self, environ, start_response):
        if environ["REQUEST_METHOD"] != "GET":
            return inherited(self, environ, start_response)
        response = Response.from_app(lambda *asked: inherited(self, *asked), environ, buffered=True)
        body = response.get_data()
        wrong = next((root for root in ROOTS if b"<" + root + b" " in body[:300]), None)
        if wrong is not None:
            response.set_data(body.replace(wrong, ROOTS[wrong]))
        return response(environ, start_response)

    DomainDispatcherApplication.__call__ = call
