// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names that look like properties of the library and are none: usually a slip of the pen. */
final class UnknownNames {

    private static final Pattern OVERRIDE = Pattern.compile("gracehub\\.hub\\.\"(.*)\"\\.shutdown\\.(mode|timeout)");
    private static final Pattern OF_GATEWAY = Pattern.compile("(?i)gracehub[._]gateway[._].*");

    /** Kubernetes puts the address of each Service into the environment; one may be called gracehub or gracehub-demo. */
    private static final Pattern KUBERNETES_SERVICE = Pattern.compile(
            "GRACEHUB_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)?)");

    private final SettingsSource source;
    private final Collection<String> hubPaths;
    private final Remarks remarks;
    private final Set<String> known;
    private final Set<String> knownVariables;

    UnknownNames(SettingsSource source, Collection<String> hubPaths, Remarks remarks) {
        this.source = source;
        this.hubPaths = hubPaths;
        this.remarks = remarks;
        known = Stream.concat(
                        Property.OF_THE_SERVER.stream(),
                        hubPaths.stream()
                                .flatMap(path -> Property.OF_HUBS.stream().map(each -> each.of(path))))
                .map(Property::name)
                .collect(toSet());
        knownVariables = known.stream().flatMap(EnvironmentName::candidates).collect(toSet());
    }

    void report() {
        Set<String> ours = source.names()
                .filter(name -> name.regionMatches(true, 0, "gracehub.", 0, 9)
                        || name.regionMatches(true, 0, "gracehub_", 0, 9))
                .filter(name -> !OF_GATEWAY.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : ours) {
            if (name.contains(".")) {
                reportProperty(name, ours);
            } else {
                reportVariable(name);
            }
        }
    }

    private void reportProperty(String name, Set<String> all) {
        // SmallRye lists each environment variable a second time, as the property that it guesses from its name.
        boolean guessed = all.contains(EnvironmentName.of(name));
        if (guessed || known.contains(name)) {
            return;
        }
        Matcher override = OVERRIDE.matcher(name);
        if (override.matches()) {
            remarks.add(Messages.OVERRIDE_WITHOUT_HUB, name, origin(name), override.group(1), shownPaths());
        } else {
            Stream<String> names =
                    Stream.concat(known.stream(), Property.OF_HUBS.stream().map(Property::name));
            remarks.add(Messages.UNKNOWN_NAME, name, origin(name), nearest(name, names));
        }
    }

    private void reportVariable(String name) {
        if (!knownVariables.contains(name) && !KUBERNETES_SERVICE.matcher(name).matches()) {
            Stream<String> names = known.stream().map(EnvironmentName::of);
            remarks.add(Messages.UNKNOWN_NAME, name, origin(name), nearest(name, names));
        }
    }

    private String origin(String name) {
        return source.find(name).map(RawSetting::source).orElseGet(source::description);
    }

    private String shownPaths() {
        return hubPaths.isEmpty() ? "none" : String.join(", ", hubPaths);
    }

    private static String nearest(String name, Stream<String> names) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return names.sorted()
                .min(comparingInt(each -> EditDistance.between(wanted, each.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }
}
