"""Headers, limits and refusals: on every route and on every error."""

import logging

import pytest

EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ERRORS = (400, 403, 404, 405, 413, 415, 418, 422, 429, 500, 503)


def check_headers(response):
    for name, value in EXPECTED.items():
        assert response.headers.getlist(name) == [value]
    assert "Strict-Transport-Security" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert "Server" not in response.headers


def test_every_route_has_the_headers_and_sets_no_cookie(app, client):
    for rule in app.url_map.iter_rules():
        if rule.arguments or "GET" not in rule.methods:
            continue
        response = client.get(rule.rule)
        check_headers(response)
        assert response.headers["Cache-Control"] == "no-store", rule
        assert response.headers["Vary"] == "Accept-Language", rule


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_is_a_page_of_ours_with_the_headers(client, code):
    response = client.get(f"/status/{code}?lang=en")
    assert response.status_code == code
    check_headers(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert "<title>Error: " in response.text
    assert response.text.count("<h1") == 1
    assert "fairpay</span>" in response.text


def test_hsts_only_when_asked_for(make_app):
    def header(value):
        return make_app(HSTS=value).test_client().get("/health").headers.get("Strict-Transport-Security")

    assert header("off") is None
    assert header("on") == "max-age=31536000"
    assert header("subdomains") == "max-age=31536000; includeSubDomains"
    with pytest.raises(ValueError, match="HSTS"):
        make_app(HSTS="yes")


def test_method_that_a_page_does_not_know(client):
    response = client.delete("/health")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    check_headers(response)
    assert client.open("/health", method="TRACE").status_code == 405


def test_errors_of_the_json_interface_are_problem_documents(client):
    response = client.get("/api/nothing")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == 404
    check_headers(response)


def test_error_pages_repeat_nothing(client):
    page = client.get("/nothing-<b>here</b>?fee=marked-value&lang=en").text
    assert "nothing-" not in page
    assert "marked" not in page
    page = client.get("/gallery?fee=marked&fee=value&lang=en")
    assert page.status_code == 400
    assert "given twice" in page.text
    assert "marked" not in page.text


def test_a_fault_shows_and_logs_nothing_of_what_was_sent(client, caplog):
    with caplog.at_level(logging.DEBUG):
        response = client.get("/fault?fee=marked-value")
    assert response.status_code == 500
    check_headers(response)
    assert "marked" not in response.text
    assert "marked" not in caplog.text
    assert "ValueError in fault at " in caplog.text


# ---- hosts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/gallery", "/gallery/", "//gallery", "/nothing/", "/health//"])
def test_no_link_is_built_from_a_forged_host(client, path):
    response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert response.status_code in (200, 404)
    assert "evil" not in response.text
    assert "evil" not in str(response.headers)


def test_only_trusted_hosts_are_answered(make_app):
    client = make_app(TRUSTED_HOSTS=["fairpay.example"]).test_client()
    assert client.get("/health", headers={"Host": "fairpay.example:8000"}).status_code == 200
    response = client.get("/gallery", headers={"Host": "evil.example"})
    assert response.status_code == 400
    check_headers(response)
    assert "evil" not in response.text
    assert "<title>Error: " in response.text
    assert client.post("/send", headers={"Host": "evil.example", "Origin": "http://evil.example"}).status_code == 400


# ---- posts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_posts_of_other_sites_are_refused(client, headers, status):
    assert client.post("/send", headers=headers).status_code == status


def test_uploads_stay_in_memory(post_file):
    assert post_file("/send", b"x" * 1_000_000).json["stream"] == "BytesIO"


def test_bodies_that_are_too_large_or_packed(client, post_file):
    response = post_file("/send", b"x" * 2_200_000)
    assert response.status_code == 413
    check_headers(response)
    assert "smaller than 2MB" in response.text
    assert post_file("/send", b"", note="x" * 200_000).status_code == 413
    assert post_file("/send", b"", **{f"f{number}": "x" for number in range(20)}).status_code == 413
    assert client.post("/send", data=b"x", headers={"Content-Encoding": "gzip"}).status_code == 415


def test_plain_forms_have_the_limits_of_addresses(client):
    assert client.post("/send", data={"fee": "150"}).json["fields"] == ["fee"]
    assert client.post("/send", data={"fee": "1" * 201}).status_code == 400
    assert client.post("/send", data={"fee": "1" * 9_000}).status_code == 413
    assert client.post("/send", data={f"f{number}": "1" for number in range(41)}).status_code == 400
    assert client.post("/send", data={"fee": ["150", "9"]}).status_code == 400


# ---- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("fee=150&unknown=1&endpoint=x&_external=1&_scheme=javascript", 200),
        ("&".join(f"f{number}=" for number in range(40)), 200),
        ("fee=" + "1" * 200, 200),
        ("fee=%C2%A3150", 200),
        ("&".join(f"f{number}=" for number in range(41)), 400),
        ("fee=" + "1" * 201, 400),
        ("f" * 201 + "=1", 400),
        ("fee=" + "1" * 20_000, 400),
        ("&".join(f"f{number}=" + "%41" * 150 for number in range(20)), 400),
        ("fee=%FF%FE", 400),
        ("fee=%00", 400),
        ("fee=150&fee=9", 400),
    ],
)
def test_limits_of_an_address(client, query, status):
    response = client.get("/gallery?" + query)
    assert response.status_code == status
    assert "javascript" not in response.text


def test_bytes_outside_ascii_in_an_address(app):
    environ = {"QUERY_STRING": "fee=\u00ff", "PATH_INFO": "/gallery", "REQUEST_METHOD": "GET"}
    assert app.test_client().get("/gallery", environ_overrides=environ).status_code == 400


# ---- health and static files -------------------------------------------------------------------


def test_health_and_readiness(client, make_app):
    from fairpay.errors import FairpayError

    def no_rates():
        raise FairpayError("faulty-rates", count=1, faults="-")

    assert client.get("/health").json == {"status": "ok"}
    assert client.get("/ready").status_code == 200
    broken = make_app(RATE_BOOK=no_rates).test_client()
    assert broken.get("/health").status_code == 200
    assert broken.get("/ready").status_code == 503
    assert broken.get("/gallery").status_code == 200


def test_static_files_are_kept_only_with_their_fingerprint(client):
    page = client.get("/gallery").text
    for name in ("fairpay.css", "favicon.svg"):
        start = page.index(f"/static/{name}?v=")
        address = page[start : page.index('"', start)]
        response = client.get(address, buffered=True)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        check_headers(response)
        for other in (f"/static/{name}", f"/static/{name}?v=000000000000", f"/static/../static/{name}"):
            kept = client.get(other, buffered=True).headers["Cache-Control"]
            assert kept in ("no-cache", "no-store")
    missing = client.get("/static/nothing.css")
    assert missing.status_code == 404
    assert missing.headers["Cache-Control"] == "no-store"
    check_headers(missing)


def test_a_misspelt_name_in_a_template_is_a_fault(client, caplog):
    assert client.get("/misspelt").status_code == 500
    assert "UndefinedError" in caplog.text
