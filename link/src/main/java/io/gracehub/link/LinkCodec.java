// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Optional;

/** Writes messages as JSON objects and reads them. Thread-safe. */
public final class LinkCodec {

    private final JsonProvider json;

    /** Uses the implementation of Jakarta JSON Processing that the context class loader finds. */
    public LinkCodec() {
        this(JsonProvider.provider());
    }

    /** Uses the given implementation. */
    public LinkCodec(JsonProvider json) {
        this.json = json;
    }

    /**
     * Writes a message.
     *
     * @throws IllegalArgumentException if its JSON form is longer than {@link LinkProtocol#MAX_MESSAGE}
     */
    public String write(LinkMessage message) {
        String written = new Writing(json, message).object().toString();
        if (written.length() > LinkProtocol.MAX_MESSAGE) {
            throw new IllegalArgumentException("a '" + message.type() + "' has " + written.length()
                    + " characters on the link; at most " + LinkProtocol.MAX_MESSAGE + " are allowed");
        }
        return written;
    }

    /**
     * Reads a message. Fields that are unknown are ignored.
     *
     * @return nothing for a type that is unknown: newer peers may use one
     * @throws MalformedLinkMessageException if it is no JSON object, too long, or lacks something
     */
    public Optional<LinkMessage> read(String text) throws MalformedLinkMessageException {
        if (text.length() > LinkProtocol.MAX_MESSAGE) {
            throw new MalformedLinkMessageException("a message has " + text.length() + " characters; at most "
                    + LinkProtocol.MAX_MESSAGE + " are allowed");
        }
        return new Reading(object(text)).message();
    }

    private JsonObject object(String text) throws MalformedLinkMessageException {
        try (JsonParser parser = json.createParser(new StringReader(text))) {
            if (parser.hasNext() && parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
        } catch (RuntimeException notJson) {
            // told below; implementations throw what they like, for instance on deep nesting
        } catch (StackOverflowError tooDeep) {
            throw new MalformedLinkMessageException("a message is nested too deeply");
        }
        throw new MalformedLinkMessageException("a message is not one JSON object");
    }
}
