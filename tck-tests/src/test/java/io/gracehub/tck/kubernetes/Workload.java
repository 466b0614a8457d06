// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.kubernetes;

import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A Deployment of one container, and what its container is told. */
record Workload(V1Deployment deployment) {

    static final String APPLICATION = "gracehub-chat";
    static final String GATEWAY = "gracehub-gateway";

    static Workload named(String name) {
        return Manifests.all(V1Deployment.class).stream()
                .filter(each -> Objects.equals(each.getMetadata().getName(), name))
                .map(Workload::new)
                .findFirst()
                .orElseThrow();
    }

    V1DeploymentSpec spec() {
        return deployment.getSpec();
    }

    V1PodSpec pod() {
        return spec().getTemplate().getSpec();
    }

    Map<String, String> labels() {
        return spec().getTemplate().getMetadata().getLabels();
    }

    V1Container container() {
        return pod().getContainers().get(0);
    }

    /** The port of this name. */
    Optional<Integer> port(String name) {
        return container().getPorts().stream()
                .filter(port -> name.equals(port.getName()))
                .map(port -> port.getContainerPort())
                .findFirst();
    }

    /** The environment variables whose values are in the manifests, those of ConfigMaps too. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (container().getEnvFrom() != null) {
            container()
                    .getEnvFrom()
                    .forEach(source ->
                            settings.putAll(configMap(source.getConfigMapRef().getName())));
        }
        container().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> settings.put(variable.getName(), variable.getValue()));
        return settings;
    }

    private static Map<String, String> configMap(String name) {
        return Manifests.all(V1ConfigMap.class).stream()
                .filter(each -> Objects.equals(each.getMetadata().getName(), name))
                .map(V1ConfigMap::getData)
                .findFirst()
                .orElseThrow();
    }
}
