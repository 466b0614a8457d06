// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.kubernetes;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The sample's manifests, read as strictly as {@code kubectl apply --validate=strict} does. */
final class Manifests {

    static final Path ROOT = Path.of("../liberty-sample/kubernetes");
    static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Secret", V1Secret.class,
            "v1 Service", V1Service.class,
            "apps/v1 Deployment", V1Deployment.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

    private static final Gson PLAIN = new Gson();

    private Manifests() {}

    /** The files with objects for the cluster. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith(KUSTOMIZATION))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML text as they stand there. */
    static List<JsonObject> documents(String yaml) {
        List<JsonObject> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
            documents.add(PLAIN.toJsonTree(document).getAsJsonObject());
        }
        return documents;
    }

    /**
     * One object as Kubernetes takes it.
     *
     * @throws IllegalArgumentException if it has a field that its schema has not, lacks one, or has one of another type
     */
    static Object strict(JsonObject document) {
        String kind = word(document, "apiVersion") + " " + word(document, "kind");
        Class<?> type = KINDS.get(kind);
        if (type == null) {
            throw new IllegalArgumentException("no schema for " + kind + "; there are " + KINDS.keySet());
        }
        return Objects.requireNonNull(JSON.getGson().fromJson(document, type));
    }

    private static String word(JsonObject document, String field) {
        JsonElement value = document.get(field);
        return value == null ? "nothing" : value.getAsString();
    }

    /** The objects of a type, of all manifests. */
    static <T> List<T> all(Class<T> type) {
        return files().stream()
                .flatMap(file -> documents(text(file)).stream())
                .map(Manifests::strict)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
