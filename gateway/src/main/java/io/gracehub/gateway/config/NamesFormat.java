// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** Host names, separated by commas. */
final class NamesFormat implements Format<List<String>> {

    @Override
    public List<String> parse(String value) throws BadValueException {
        List<String> names = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            String name = part.strip();
            if (!HostFormat.isName(name)) {
                throw new BadValueException("'" + name + "' is no host name; without a port");
            }
            names.add(name);
        }
        return names;
    }

    @Override
    public String accepted() {
        return "host names without ports, separated by commas";
    }
}
