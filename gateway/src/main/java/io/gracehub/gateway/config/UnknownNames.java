// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toSet;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names that look like properties of the gateway and are none: usually a slip of the pen. */
final class UnknownNames {

    /** One file or ConfigMap may serve the gateway and its servers: what starts like this is the library's. */
    private static final Pattern OF_LIBRARY =
            Pattern.compile("(?i)gracehub[._](shutdown|hub|server|control|migration|send)[._].*");

    /** Kubernetes puts the address of each Service into the environment; one may be called gracehub-gateway. */
    private static final Pattern KUBERNETES_SERVICE = Pattern.compile(
            "GRACEHUB_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)?)");

    private final SettingsSource source;
    private final Remarks remarks;
    private final Set<String> known;
    private final Set<String> knownVariables;

    UnknownNames(SettingsSource source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
        known = Property.ALL.stream().map(Property::name).collect(toSet());
        knownVariables = known.stream().flatMap(EnvironmentName::candidates).collect(toSet());
    }

    void report() {
        Set<String> ours = source.names()
                .filter(name -> name.regionMatches(true, 0, "gracehub.", 0, 9)
                        || name.regionMatches(true, 0, "gracehub_", 0, 9))
                .filter(name -> !OF_LIBRARY.matcher(name).matches())
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
        if (!guessed && !known.contains(name)) {
            remark(name, known.stream());
        }
    }

    private void reportVariable(String name) {
        if (!knownVariables.contains(name) && !KUBERNETES_SERVICE.matcher(name).matches()) {
            remark(name, known.stream().map(EnvironmentName::of));
        }
    }

    private void remark(String name, Stream<String> names) {
        String origin = source.find(name).map(RawSetting::source).orElse("configuration");
        remarks.add(Messages.UNKNOWN_NAME, name, origin, nearest(name, names));
    }

    private static String nearest(String name, Stream<String> names) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return names.sorted()
                .min(comparingInt(each -> EditDistance.between(wanted, each.toLowerCase(Locale.ROOT))))
                .orElseThrow();
    }
}
