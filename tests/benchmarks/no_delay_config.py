"""A setting of Jupyter's server: small messages go to the browser at once.

    jupyter lab --config=tests/benchmarks/no_delay_config.py notebooks/00_start_here.ipynb

The server leaves the TCP option unset, so a small message may wait there until the browser has
acknowledged the one before it. Not for a server that stands before a kernel gateway, where Jupyter
needs another class than this one. For jupyter_server 2.14 and newer.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class NoDelay(ZMQChannelsWebsocketConnection):
    """The websocket between server and browser, with TCP_NODELAY."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


c.ServerApp.kernel_websocket_connection_class = NoDelay  # noqa: F821
