"""OpenStack Swift with its S3 API in one process, on free ports of 127.0.0.1: `swift-server.py <folder>`. Prints the port of the API."""

import os
import sys

from swift.common.utils import eventlet_monkey_patch, set_swift_dir

eventlet_monkey_patch()

import eventlet
import eventlet.wsgi
from swift.common import wsgi
from swift.common.http_protocol import SwiftHttpProtocol
from swift.common.ring import RingBuilder

FOLDER = sys.argv[1]
COMMON = f"""[DEFAULT]
swift_dir = {FOLDER}
devices = {FOLDER}/devices
mount_check = false
log_level = CRITICAL
fallocate_reserve = 0
disable_fallocate = true
[pipeline:main]
"""
PROXY = """pipeline = catch_errors cache s3api tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
connect_timeout = 0.01
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = test-secret .admin
[filter:slo]
use = egg:swift#slo
"""
STORES = ("account", "container", "object")


def write(name, text):
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write(text)


def serve(name, listener, pipeline):
    write(f"{name}.conf", COMMON + pipeline)
    app = wsgi.loadapp(os.path.join(FOLDER, f"{name}.conf"))
    eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        app,
        log_output=False,
        protocol=SwiftHttpProtocol,
        capitalize_response_headers=False,
    )


os.makedirs(os.path.join(FOLDER, "devices", "disk"))
write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = tests\n")
set_swift_dir(FOLDER)
for name in STORES:
    listener = eventlet.listen(("127.0.0.1", 0))
    ring = RingBuilder(1, 1, 0)
    ring.add_dev(
        {
            "id": 0,
            "region": 1,
            "zone": 1,
            "ip": "127.0.0.1",
            "port": listener.getsockname()[1],
            "device": "disk",
            "weight": 1,
        }
    )
    ring.rebalance()
    ring.get_ring().save(os.path.join(FOLDER, f"{name}.ring.gz"))
    serve(name, listener, f"pipeline = {name}-server\n[app:{name}-server]\nuse = egg:swift#{name}\n")
api = eventlet.listen(("127.0.0.1", 0))
serve("proxy", api, PROXY)
print(api.getsockname()[1], flush=True)
# Ends with whoever started it.
eventlet.tpool.execute(sys.stdin.read)
