// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message of Protocol Buffers, read without its schema: the values of each field by its number, numbers as
 * {@code Long}, all else as {@code byte[]}.
 */
record ProtoMessage(Map<Integer, List<Object>> fields) {

    static ProtoMessage parse(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (from.hasRemaining()) {
            long tag = varint(from);
            fields.computeIfAbsent((int) (tag >>> 3), number -> new ArrayList<>())
                    .add(value(from, (int) (tag & 7)));
        }
        return new ProtoMessage(fields);
    }

    private static Object value(ByteBuffer from, int type) {
        return switch (type) {
            case 0 -> varint(from);
            case 1 -> from.getLong();
            case 2 -> {
                byte[] bytes = new byte[(int) varint(from)];
                from.get(bytes);
                yield bytes;
            }
            case 5 -> (long) from.getInt();
            default -> throw new IllegalArgumentException("wire type " + type + " at " + from.position());
        };
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    List<ProtoMessage> messages(int field) {
        return values(field).stream().map(value -> parse((byte[]) value)).toList();
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    String hex(int field) {
        return HexFormat.of().formatHex(bytes(field));
    }

    long number(int field) {
        return has(field) ? (Long) values(field).get(0) : 0;
    }

    boolean has(int field) {
        return !values(field).isEmpty();
    }

    private byte[] bytes(int field) {
        return has(field) ? (byte[]) values(field).get(0) : new byte[0];
    }

    private List<Object> values(int field) {
        return fields.getOrDefault(field, List.of());
    }
}
