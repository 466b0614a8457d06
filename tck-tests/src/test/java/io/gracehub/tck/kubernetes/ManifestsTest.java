// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1RollingUpdateDeployment;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1SecretKeySelector;
import io.kubernetes.client.openapi.models.V1Service;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The times and the names of the sample's manifests, held against each other and against what the documentation says. */
final class ManifestsTest {

    private static final Path DOCS = Path.of("../docs");

    /** What Open Liberty takes to stop, or the gateway to close what is left, with some room. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    /** What the DNS of a cluster caches by default, and how often a gateway asks it. */
    private static final Duration DNS_CACHE = Duration.ofSeconds(30);

    private static final Duration LOOKUP = Duration.ofSeconds(5);

    @ParameterizedTest
    @CsvSource({
        "gracehub-chat, GRACEHUB_SHUTDOWN_TIMEOUT, configuration.md, gracehub.shutdown.timeout",
        "gracehub-gateway, GRACEHUB_GATEWAY_SHUTDOWN_TIMEOUT, gateway.md, gracehub.gateway.shutdown.timeout"
    })
    void gracePeriod_isLongerThanTheShutdown(String name, String variable, String page, String property) {
        Workload workload = Workload.named(name);
        Duration timeout = seconds(workload.settings().getOrDefault(variable, fallback(page, property)));

        assertThat(Duration.ofSeconds(workload.pod().getTerminationGracePeriodSeconds()))
                .isGreaterThanOrEqualTo(timeout.plus(RESERVE));
        assertThat(timeout).isGreaterThanOrEqualTo(seconds(fallback(page, property)));
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void readinessProbe_asksOftenEnoughToProveTheStageOffline(String name) {
        V1Probe probe = Workload.named(name).container().getReadinessProbe();

        assertThat(Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold()))
                .isLessThan(seconds(fallback("configuration.md", "gracehub.shutdown.offline.timeout")));
        assertThat(probe.getFailureThreshold())
                .isLessThanOrEqualTo(
                        Integer.parseInt(fallback("configuration.md", "gracehub.shutdown.offline.probes")));
        assertThat(probe.getHttpGet().getPath()).isEqualTo("/health/ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void livenessProbe_isNotTheReadinessProbe(String name) {
        assertThat(Workload.named(name)
                        .container()
                        .getLivenessProbe()
                        .getHttpGet()
                        .getPath())
                .isEqualTo("/health/live");
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void rollingUpdate_takesNoPodBeforeAnotherIsReady(String name) {
        Workload workload = Workload.named(name);
        V1RollingUpdateDeployment update = workload.spec().getStrategy().getRollingUpdate();

        assertThat(update.getMaxUnavailable().getIntValue()).isZero();
        assertThat(update.getMaxSurge().getIntValue()).isPositive();
        assertThat(workload.spec().getReplicas()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void disruptionBudget_takesOneOfSeveral(String name) {
        Workload workload = Workload.named(name);

        assertThat(Manifests.all(V1PodDisruptionBudget.class))
                .filteredOn(budget -> fits(budget.getSpec().getSelector().getMatchLabels(), workload))
                .singleElement()
                .satisfies(budget -> assertThat(
                                budget.getSpec().getMaxUnavailable().getIntValue())
                        .isEqualTo(1)
                        .isLessThan(workload.spec().getReplicas()));
    }

    /** A selector of a Deployment cannot be changed, so what changes with a release is not in it. */
    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void selector_fitsThePods_andStays(String name) {
        Workload workload = Workload.named(name);

        assertThat(workload.spec().getSelector().getMatchLabels()).isEqualTo(Map.of("app.kubernetes.io/name", name));
        assertThat(fits(workload.spec().getSelector().getMatchLabels(), workload))
                .isTrue();
    }

    @Test
    void services_leadToPortsThatPodsHave() {
        assertThat(Manifests.all(V1Service.class)).hasSize(3).allSatisfy(service -> {
            Workload workload = workload(service.getSpec().getSelector());
            assertThat(service.getSpec().getPorts())
                    .isNotEmpty()
                    .allSatisfy(port -> assertThat(
                                    workload.port(port.getTargetPort().getStrValue()))
                            .isPresent());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {Workload.APPLICATION, Workload.GATEWAY})
    void probes_askPortsThatThePodHas(String name) {
        Workload workload = Workload.named(name);

        assertThat(Stream.of(
                        workload.container().getReadinessProbe(),
                        workload.container().getLivenessProbe(),
                        workload.container().getStartupProbe()))
                .allSatisfy(probe -> assertThat(
                                workload.port(probe.getHttpGet().getPort().getStrValue()))
                        .isPresent());
    }

    @Test
    void policies_namePortsThatPodsHave() {
        assertThat(Manifests.all(V1NetworkPolicy.class)).hasSize(2).allSatisfy(policy -> {
            Workload workload = workload(policy.getSpec().getPodSelector().getMatchLabels());
            assertThat(policy.getSpec().getIngress())
                    .flatExtracting(rule -> rule.getPorts())
                    .isNotEmpty()
                    .allSatisfy(port -> assertThat(workload.port(port.getPort().getStrValue()))
                            .isPresent());
        });
    }

    @Test
    void gateways_findEachServerByItsOwnAddress() {
        String servers = Workload.named(Workload.GATEWAY).settings().get("GRACEHUB_GATEWAY_SERVERS");
        URI url = URI.create(servers.substring("dns+".length()));

        assertThat(servers).startsWith("dns+");
        assertThat(Manifests.all(V1Service.class))
                .filteredOn(service -> Objects.equals(service.getMetadata().getName(), url.getHost()))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
                    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
                    assertThat(fits(service.getSpec().getSelector(), Workload.named(Workload.APPLICATION)))
                            .isTrue();
                });
        assertThat(Workload.named(Workload.APPLICATION).port("http"))
                .as("a headless Service does not translate ports")
                .contains(url.getPort());
    }

    @Test
    void secrets_thatPodsName_haveTheirKeys_andNoValues() {
        List<V1Secret> secrets = Manifests.all(V1Secret.class);
        Stream<V1SecretKeySelector> named = Stream.of(Workload.APPLICATION, Workload.GATEWAY)
                .flatMap(name -> Workload.named(name).container().getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .filter(Objects::nonNull);

        assertThat(named)
                .hasSize(4)
                .allSatisfy(reference -> assertThat(secrets)
                        .filteredOn(
                                secret -> Objects.equals(secret.getMetadata().getName(), reference.getName()))
                        .singleElement()
                        .satisfies(secret -> assertThat(secret.getStringData()).containsKey(reference.getKey())));
        assertThat(secrets)
                .flatExtracting(secret -> secret.getStringData().values())
                .allSatisfy(value ->
                        assertThat(value).as("what the gateway refuses").matches("[^\\x00-\\x7f]+"));
    }

    @ParameterizedTest
    @CsvSource({
        "gracehub-chat, ../liberty-sample/Containerfile, liberty-sample",
        "gracehub-gateway, ../gateway/Containerfile, gateway"
    })
    void image_isWhatTheContainerfileBuilds(String name, String containerfile, String module) {
        assertThat(Manifests.text(Path.of(containerfile)))
                .contains("podman build -f " + module + "/Containerfile -t "
                        + Workload.named(name).container().getImage() + " " + module + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "gateway"})
    void kustomization_hasAllFilesButTheSecret(String folder) throws Exception {
        Path directory = Manifests.ROOT.resolve(folder);
        List<String> listed = Manifests.documents(Manifests.text(directory.resolve(Manifests.KUSTOMIZATION)))
                .get(0)
                .getAsJsonArray("resources")
                .asList()
                .stream()
                .map(each -> each.getAsString())
                .filter(each -> !each.startsWith(".."))
                .toList();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(file ->
                            !List.of(Manifests.KUSTOMIZATION, "secret.yaml").contains(file))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void gateways_knowOfANewServerBeforeAnOldOneStops() {
        JsonObject patch = Manifests.documents(
                        Manifests.text(Manifests.ROOT.resolve("gateway").resolve(Manifests.KUSTOMIZATION)))
                .get(0)
                .getAsJsonArray("patches")
                .get(0)
                .getAsJsonObject();

        assertThat(patch.getAsJsonObject("target").get("name").getAsString()).isEqualTo(Workload.APPLICATION);
        assertThat(JsonParser.parseString(new Gson()
                                .toJson(new Yaml()
                                        .<Object>load(patch.get("patch").getAsString())))
                        .getAsJsonArray())
                .filteredOn(
                        each -> each.getAsJsonObject().get("path").getAsString().equals("/spec/minReadySeconds"))
                .singleElement()
                .satisfies(each -> assertThat(Duration.ofSeconds(
                                each.getAsJsonObject().get("value").getAsLong()))
                        .isGreaterThanOrEqualTo(DNS_CACHE.plus(LOOKUP)));
    }

    private static Workload workload(Map<String, String> selector) {
        return Stream.of(Workload.APPLICATION, Workload.GATEWAY)
                .map(Workload::named)
                .filter(each -> fits(selector, each))
                .findFirst()
                .orElseThrow();
    }

    private static boolean fits(Map<String, String> selector, Workload workload) {
        return workload.labels().entrySet().containsAll(selector.entrySet());
    }

    /** The default of a property, from the documentation's table, which tests hold against the code. */
    private static String fallback(String page, String property) {
        Matcher row = Pattern.compile("\\| `" + Pattern.quote(property) + "` \\| `([^`]+)` \\|")
                .matcher(Manifests.text(DOCS.resolve(page)));
        assertThat(row.find()).as(property).isTrue();
        return row.group(1);
    }

    private static Duration seconds(String text) {
        return Duration.parse("PT" + text);
    }
}
