// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample's manifests against the schemas of Kubernetes. */
final class ManifestsSchemaTest {

    static Stream<Path> files() {
        return Manifests.files().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void manifest_asItIs_fitsItsSchema(Path file) {
        List<JsonObject> documents = Manifests.documents(Manifests.text(file));

        assertThat(documents).isNotEmpty();
        assertThat(documents)
                .allSatisfy(document ->
                        assertThatCode(() -> Manifests.strict(document)).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @CsvSource({
        "gateway/deployment.yaml, terminationGracePeriodSeconds:, terminationGracePeriodSecond:",
        "application/deployment.yaml, failureThreshold:, failuresThreshold:",
        "gateway/poddisruptionbudget.yaml, maxUnavailable:, maxUnavailble:",
        "gateway/networkpolicy.yaml, namespaceSelector:, namespacesSelector:",
        "gateway/servers.yaml, publishNotReadyAddresses:, publishNotReadyAddress:"
    })
    void manifest_withAMisspeltField_isRefused(String file, String field, String misspelt) {
        String text = Manifests.text(Manifests.ROOT.resolve(file));
        String wrong = text.replaceFirst(field, misspelt);

        assertThat(wrong).isNotEqualTo(text);
        assertThatThrownBy(() -> Manifests.documents(wrong).forEach(Manifests::strict))
                .hasStackTraceContaining(misspelt.replace(":", ""));
    }

    @Test
    void manifest_withoutARequiredField_isRefused() {
        String wrong = Manifests.text(Manifests.ROOT.resolve("gateway/deployment.yaml"))
                .replaceFirst("- name: gateway\n", "- workingDir: /tmp\n");

        assertThatThrownBy(() -> Manifests.documents(wrong).forEach(Manifests::strict))
                .hasStackTraceContaining("name");
    }

    /** Kubernetes wants text where YAML reads {@code off}, {@code 30} or {@code true} as something else. */
    @ParameterizedTest
    @MethodSource("files")
    void settings_inEachManifest_areText(Path file) {
        List<JsonPrimitive> values = new ArrayList<>();
        Manifests.documents(Manifests.text(file)).forEach(document -> collect(document, values));

        assertThat(values).allMatch(JsonPrimitive::isString);
    }

    private static void collect(JsonElement element, List<JsonPrimitive> values) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> collect(each, values));
        } else if (element.isJsonObject()) {
            for (Map.Entry<String, JsonElement> field :
                    element.getAsJsonObject().entrySet()) {
                boolean texts =
                        List.of("data", "stringData", "labels", "matchLabels").contains(field.getKey());
                if (texts) {
                    field.getValue()
                            .getAsJsonObject()
                            .asMap()
                            .values()
                            .forEach(each -> values.add(each.getAsJsonPrimitive()));
                } else if (field.getKey().equals("value")) {
                    values.add(field.getValue().getAsJsonPrimitive());
                } else {
                    collect(field.getValue(), values);
                }
            }
        }
    }
}
