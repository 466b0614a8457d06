// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import java.util.List;

/** A value of the state, as Jakarta JSON Binding reads and writes it. */
public class Note {

    public String text = "";
    public List<Integer> numbers = List.of();
}
