// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import jakarta.json.JsonObject;
import java.util.List;

/**
 * An answer to the readiness probe.
 *
 * @param status the HTTP status
 * @param body the answer, as MicroProfile Health defines it
 */
public record Readiness(int status, JsonObject body) {

    /** Returns the checks of one name, one for each application that has it. */
    public List<JsonObject> checks(String name) {
        return body.getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals(name))
                .toList();
    }
}
