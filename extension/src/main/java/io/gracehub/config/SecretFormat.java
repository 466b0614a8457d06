// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

/** Any text, which is never shown. */
final class SecretFormat implements Format<Secret> {

    @Override
    public Secret parse(String value) {
        return new Secret(value);
    }

    @Override
    public String accepted() {
        return "any text";
    }

    @Override
    public String shown(String value) {
        return "(hidden)";
    }
}
