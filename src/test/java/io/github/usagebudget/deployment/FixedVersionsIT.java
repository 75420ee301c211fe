package io.github.usagebudget.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions in the deployable with fixes for known vulnerabilities, and files that it must not contain. */
class FixedVersionsIT {
    @ParameterizedTest
    @CsvSource({
        "com.fasterxml.jackson.core.jackson-core, 2.21.7",
        "io.netty.netty-codec, 4.1.137",
        "io.netty.netty-codec-dns, 4.1.137",
        "io.netty.netty-codec-http, 4.1.137",
        "io.netty.netty-codec-http2, 4.1.137",
        "io.netty.netty-common, 4.1.137",
        "io.netty.netty-handler, 4.1.137",
        "io.netty.netty-handler-proxy, 4.1.137",
        "io.netty.netty-resolver-dns, 4.1.137",
        "io.vertx.vertx-auth-common, 4.5.32",
        "io.vertx.vertx-core, 4.5.32",
        "io.vertx.vertx-uri-template, 4.5.32",
        "io.vertx.vertx-web-client, 4.5.32",
        "io.vertx.vertx-web-common, 4.5.32"
    })
    void has_the_security_fix(String library, String fixed) throws IOException {
        var jar = Pattern.compile(Pattern.quote(library) + "-(\\d[\\d.]*\\d)(\\.Final)?\\.jar");
        assertThat(Packaged.libraries().stream()
                        .map(jar::matcher)
                        .filter(name -> name.matches())
                        .map(name -> Version.parse(name.group(1))))
                .singleElement()
                .satisfies(version -> assertThat(version).isGreaterThanOrEqualTo(Version.parse(fixed)));
    }

    @Test
    void has_no_test_library() throws IOException {
        assertThat(Packaged.libraries())
                .noneMatch(name -> name.matches(
                        ".*(junit|jqwik|assertj|hamcrest|archunit|rest-assured|opentest4j|wiremock|mockito|groovy"
                                + "|json-schema-validator|azure-core|azure-storage|quarkus-test|apiguardian).*"));
    }

    @Test
    void has_no_settings_source_or_key() throws IOException {
        assertThat(Packaged.files())
                .noneMatch(
                        name -> name.matches(
                                "(.*/)?(local\\.settings\\..*|[^/]*\\.(example|java|env|pem|pfx|p12|jks|key|bicep|http)|\\.[^/]+)"));
    }
}
