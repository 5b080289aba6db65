// Names of Kubernetes objects, deprecated kinds, mail addresses and URLs, documents; what is wanted
// was printed by Helm 4.3.1.
#include "lint/object_name.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "lint/contact.h"
#include "lint/deprecated_apis.h"
#include "lint/documents.h"

namespace chartrender::lint {

TEST_CASE("object name: the rule depends on the kind") {
  CHECK(NameProblem("ConfigMap", "a.b-c").empty());
  CHECK(NameProblem("Service", "a-1").empty());
  CHECK(NameProblem("Role", "Any:thing").empty());
  CHECK(NameProblem("CertificateSigningRequest", "").empty());
  CHECK(NameProblem("Namespace", "a.b") ==
        "object name does not conform to Kubernetes naming requirements: \"a.b\": metadata.name: "
        "Invalid value: \"a.b\": must not contain dots");
  CHECK(NameProblem("clusterrole", "a/%") ==
        "object name does not conform to Kubernetes naming requirements: \"a/%\": [metadata.name: "
        "Invalid value: \"a/%\": may not contain '/', metadata.name: Invalid value: \"a/%\": may "
        "not contain '%']");
  CHECK(NameProblem("Pod", std::string(254, 'a')).find("must be no more than 253 characters") !=
        std::string::npos);
  CHECK_FALSE(NameProblem("Service", "1a").empty());
  CHECK_FALSE(NameProblem("Pod", "").empty());
}

TEST_CASE("deprecated kinds: told from the version on that deprecates them") {
  CHECK(DeprecationWarning("extensions/v1beta1", "Ingress", 1, 37) ==
        "extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+; use "
        "networking.k8s.io/v1 Ingress");
  CHECK(DeprecationWarning("extensions/v1beta1", "Ingress", 1, 13).empty());
  CHECK(DeprecationWarning("v1", "Endpoints", 1, 37) ==
        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
  CHECK(DeprecationWarning("v1", "Pod", 1, 37).empty());
  CHECK(DeprecationWarning("a/b/c", "X", 1, 37).empty());
}

TEST_CASE("contact: addresses and URLs as govalidator takes them") {
  for (const std::string_view good : {"a@b.cd", "a.b+c@d-e.fg", "\"a\"@b.cd", "a@b_c.d"}) {
    CAPTURE(good);
    CHECK(IsEmail(good));
  }
  for (const std::string_view bad : {"a@b", "a..b@c.d", "a@b.c1", "\"ab\"@c.de", "a b@c.de", "x"}) {
    CAPTURE(bad);
    CHECK_FALSE(IsEmail(bad));
  }
  for (const std::string_view good :
       {"http://x.y", "x.y/z", "localhost:80", "http://1.2.3.4:80/a", "https://ab.cd",
        "https://charts.example.com/app/icon.svg?a#b", "ab.cd/", "http://ab1.2cd.ef/~"}) {
    CAPTURE(good);
    CHECK(IsUrl(good));
  }
  for (const std::string_view bad :
       {"http://", ".x.y", "x", "http://a b", "/a/b", "https://ab.cd/e f"}) {
    CAPTURE(bad);
    CHECK_FALSE(IsUrl(bad));
  }
  CHECK(IsRequestUrl("https://x.y/z#f"));
  CHECK(IsRequestUrl("mailto:a@b.c"));
  CHECK_FALSE(IsRequestUrl("x.y/z"));
  CHECK_FALSE(IsRequestUrl("http://x#y"));
}

TEST_CASE("documents: YAML documents, JSON streams, and JSON that is YAML") {
  Arena arena;
  ObjectHead head;
  DocumentReader yaml("---\n# c\n---\nkind: A\nmetadata: {name: 1.10}\n---\nKIND: B\r\n", arena);
  CHECK(yaml.Next(head) == DocumentReader::Step::kNull);
  CHECK(yaml.Next(head) == DocumentReader::Step::kObject);
  CHECK(head.kind == "A");
  CHECK(head.name == "1.1");
  CHECK(yaml.Next(head) == DocumentReader::Step::kObject);
  CHECK(head.kind == "B");
  CHECK(yaml.Next(head) == DocumentReader::Step::kEnd);

  DocumentReader json("{\"kind\":\"A\"} {\"kind\":\"B\"}\n", arena);
  CHECK(json.Next(head) == DocumentReader::Step::kObject);
  CHECK(json.Next(head) == DocumentReader::Step::kObject);
  CHECK(head.kind == "B");
  CHECK(json.Next(head) == DocumentReader::Step::kEnd);

  DocumentReader flow("{kind: A}\n", arena);
  CHECK(flow.Next(head) == DocumentReader::Step::kObject);
  CHECK(head.kind == "A");
}

TEST_CASE("documents: bad ones have the decoder's texts") {
  Arena arena;
  ObjectHead head;
  DocumentReader separator("a: 1\n--- x\n", arena);
  CHECK_THROWS_WITH(separator.Next(head), "invalid Yaml document separator: x");
  DocumentReader second("{\"kind\":\"a\"} x", arena);
  CHECK(second.Next(head) == DocumentReader::Step::kObject);
  CHECK_THROWS_WITH(second.Next(head),
                    "json: offset 14: invalid character 'x' looking for beginning of value");
  DocumentReader list("- a\n", arena);
  CHECK_THROWS_WITH(list.Next(head),
                    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array "
                    "into Go value of type rules.k8sYamlStruct");
}

}  // namespace chartrender::lint
