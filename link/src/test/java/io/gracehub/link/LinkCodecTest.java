// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCodecTest {

    private static final JsonObject STATE = Json.createObjectBuilder()
            .add("nick", "Ada \u00e9\u20ac\uD83D\uDE00\n\"")
            .add("n", 7)
            .build();

    private final LinkCodec codec = new LinkCodec();

    static Stream<LinkMessage> messages() {
        return Stream.of(
                new LinkMessage.Hello("a", "r1", List.of("/chat/{room}", "/x"), "token", "RUNNING", "any"),
                new LinkMessage.Hello("a", "", List.of(), "token", "CLIENTS", "off"),
                new LinkMessage.Fin("migrate-clients", Duration.ofMillis(29_999)),
                new LinkMessage.Fin("off", Duration.ZERO),
                new LinkMessage.FinAck(),
                new LinkMessage.Resume(),
                new LinkMessage.Migrate(null),
                new LinkMessage.Migrate(List.of()),
                new LinkMessage.Migrate(List.of("c1", "c2")),
                new LinkMessage.Leave("c", "b", 0),
                new LinkMessage.Leave("c", "b", Long.MAX_VALUE),
                new LinkMessage.Left("c", STATE),
                new LinkMessage.Left("c", JsonObject.EMPTY_JSON_OBJECT),
                new LinkMessage.Relay("c", new LinkMessage.Payload.Text("")),
                new LinkMessage.Relay("c", new LinkMessage.Payload.Text("\u0000\u2028\uD83D\uDE00")),
                new LinkMessage.Expect("c", "a", "b", STATE, true),
                new LinkMessage.Expect("c", "a", "b", STATE, false),
                new LinkMessage.Expecting("c"),
                new LinkMessage.State("c", STATE),
                new LinkMessage.Stay("c", "no target"),
                new LinkMessage.Stay("c", ""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void read_whenWritten_isTheSame(LinkMessage message) throws Exception {
        String written = codec.write(message);

        assertThat(written).startsWith("{\"type\":\"" + message.type() + "\"");
        assertThat(codec.read(written)).contains(message);
    }

    @Test
    void messages_coverEveryType() {
        Stream<Class<?>> types = Stream.of(LinkMessage.class, LinkMessage.AboutConnection.class)
                .flatMap(parent -> Stream.of(parent.getPermittedSubclasses()))
                .filter(Class::isRecord);

        assertThat(messages().map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(types.toList());
    }

    @Test
    void read_whenBinaryWasWritten_hasItsBytes() throws Exception {
        byte[] bytes = {0, -1, 127, -128, 10};

        LinkMessage read = codec.read(codec.write(new LinkMessage.Relay("c", new LinkMessage.Payload.Binary(bytes))))
                .orElseThrow();

        assertThat(((LinkMessage.Payload.Binary) ((LinkMessage.Relay) read).payload()).bytes())
                .isEqualTo(bytes);
    }

    @Test
    void read_whenTheTypeIsUnknown_isNothing() throws Exception {
        assertThat(codec.read("{\"type\":\"shiny\",\"connection\":7}")).isEmpty();
        assertThat(codec.read("{\"type\":\"FIN\"}")).as("types are lower case").isEmpty();
    }

    @Test
    void read_whenAFieldIsUnknown_ignoresIt() throws Exception {
        assertThat(codec.read("{\"more\":[1],\"type\":\"expecting\",\"connection\":\"c\",\"x\":{\"y\":null}}"))
                .contains(new LinkMessage.Expecting("c"));
    }

    @Test
    void read_whenOptionalFieldsAreAbsent_takesTheirDefaults() throws Exception {
        assertThat(codec.read(
                        "{'type':'hello','server':'a','hubs':[],'token':'t','stage':'RUNNING'}".replace('\'', '"')))
                .contains(new LinkMessage.Hello("a", "", List.of(), "t", "RUNNING", "shutdown-only"));
        assertThat(codec.read("{'type':'stay','connection':'c'}".replace('\'', '"')))
                .contains(new LinkMessage.Stay("c", ""));
        assertThat(codec.read("{'type':'expect','connection':'c','from':'a','to':'b','state':{}}".replace('\'', '"')))
                .contains(new LinkMessage.Expect("c", "a", "b", JsonObject.EMPTY_JSON_OBJECT, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "[]",
                "7",
                "null",
                "{",
                "{}",
                "{'type':7}",
                "{'type':''}",
                "{'type':'finack'} {}",
                "{'type':'finack'}x",
                "{'type':'fin','mode':'off'}",
                "{'type':'fin','mode':'off','deadline':-1}",
                "{'type':'fin','mode':'off','deadline':1.5}",
                "{'type':'fin','mode':'off','deadline':'1'}",
                "{'type':'fin','mode':'off','deadline':99999999999999999999}",
                "{'type':'migrate','connections':'c'}",
                "{'type':'migrate','connections':[1]}",
                "{'type':'migrate','connections':null}",
                "{'type':'leave','to':'b','messages':1}",
                "{'type':'leave','connection':'','to':'b','messages':1}",
                "{'type':'leave','connection':'c','messages':1}",
                "{'type':'leave','connection':'c','to':'b'}",
                "{'type':'left','connection':'c'}",
                "{'type':'left','connection':'c','state':[]}",
                "{'type':'relay','connection':'c'}",
                "{'type':'relay','connection':'c','text':7}",
                "{'type':'relay','connection':'c','binary':'*'}",
                "{'type':'expect','connection':'c','to':'b','state':{}}",
                "{'type':'state','connection':'c','state':null}",
                "{'type':'stay','connection':'c','reason':7}",
                "{'type':'hello','server':'a','hubs':'/x','token':'t','stage':'RUNNING'}",
                "{'type':'hello','server':'a b','hubs':[],'token':'t','stage':'RUNNING'}",
                "{'type':'hello','server':'a\\nb','hubs':[],'token':'t','stage':'RUNNING'}",
                "{'type':'hello','server':'a','revision':'\u00e9','hubs':[],'token':'t','stage':'RUNNING'}",
                "{'type':'hello','server':'a','hubs':[],'token':'t\\r\\nX: y','stage':'RUNNING'}"
            })
    void read_whenMalformed_saysWhatIsAccepted(String malformed) {
        assertThatThrownBy(() -> codec.read(malformed.replace('\'', '"')))
                .isInstanceOf(MalformedLinkMessageException.class)
                .hasMessageFindingMatch("must be|is not one JSON object|needs one of them");
    }

    @Test
    void read_whenMalformed_doesNotRepeatTheContent() {
        assertThatThrownBy(() -> codec.read("{\"type\":\"left\",\"connection\":\"c\",\"state\":\"s3cret\"}"))
                .hasMessage("the field 'state' of a 'left' must be an object");
    }

    @Test
    void read_whenNestedDeeply_isMalformedOrRead() throws Exception {
        String deep = "{\"type\":\"x\",\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        try {
            assertThat(codec.read(deep)).isEmpty();
        } catch (MalformedLinkMessageException refused) {
            assertThat(refused).hasMessageStartingWith("a message is ");
        }
    }

    @Test
    void read_whenANameIsTooLong_isMalformed() {
        assertThatThrownBy(() -> codec.read("{'type':'hello','server':'%s','hubs':[],'token':'t','stage':'RUNNING'}"
                        .formatted("x".repeat(129))
                        .replace('\'', '"')))
                .hasMessageStartingWith("the field 'server' of a 'hello' must be up to 128 ");
    }

    @Test
    void limits_areKeptBothWays() {
        String large = "x".repeat(LinkProtocol.MAX_MESSAGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(new LinkMessage.Relay("c", new LinkMessage.Payload.Text(large))))
                .withMessageContainingAll("'relay'", "1048576");
        assertThatThrownBy(() -> codec.read("{\"type\":\"finack\",\"x\":\"" + large + "\"}"))
                .isInstanceOf(MalformedLinkMessageException.class)
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> codec.read("{\"type\":\"state\",\"connection\":\"c\",\"state\":{\"k\":\""
                        + "x".repeat(3 * LinkProtocol.MAX_STATE) + "\"}}"))
                .hasMessageContaining("65536");
    }

    @Test
    void read_whenAnyMessageIsWritten_isTheSame() throws Exception {
        Random random = new Random(20261122);
        for (int i = 0; i < 5_000; i++) {
            LinkMessage message = any(random);
            assertThat(codec.read(codec.write(message))).as("round %d", i).contains(message);
        }
    }

    /** Damage of any kind ends in a message, in nothing, or in the one exception that closes the link. */
    @Test
    void read_whenDamaged_neverFailsOtherwise() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(codec.write(any(random)));
            for (int hit = random.nextInt(3); hit >= 0; hit--) {
                int at = text.isEmpty() ? 0 : random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.delete(at, at + 1);
                    case 1 -> text.insert(at, "\"{}[],:0\\".charAt(random.nextInt(9)));
                    default -> text.setLength(Math.min(at + 1, text.length()));
                }
            }
            try {
                assertThat(codec.read(text.toString())).isNotNull();
            } catch (MalformedLinkMessageException malformed) {
                assertThat(malformed).hasMessageNotContaining("null");
            }
        }
    }

    private static LinkMessage any(Random random) {
        String id = word(random);
        return switch (random.nextInt(10)) {
            case 0 -> new LinkMessage.Hello(name(random), "", words(random), name(random), word(random), word(random));
            case 1 -> new LinkMessage.Fin(word(random), Duration.ofMillis(random.nextInt(Integer.MAX_VALUE)));
            case 2 -> new LinkMessage.Migrate(random.nextBoolean() ? words(random) : null);
            case 3 -> new LinkMessage.Leave(id, word(random), random.nextLong(Long.MAX_VALUE));
            case 4 -> new LinkMessage.Left(id, state(random, 3));
            case 5 -> new LinkMessage.Relay(id, new LinkMessage.Payload.Text(text(random)));
            case 6 -> new LinkMessage.Expect(id, word(random), word(random), state(random, 2), random.nextBoolean());
            case 7 -> new LinkMessage.Expecting(id);
            case 8 -> new LinkMessage.State(id, state(random, 1));
            default -> new LinkMessage.Stay(id, text(random));
        };
    }

    private static List<String> words(Random random) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> word(random)).toList();
    }

    private static String name(Random random) {
        return random.ints(1 + random.nextInt(128), '!', '~' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String word(Random random) {
        return random.nextInt(100) + text(random);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 0x110000)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static JsonObject state(Random random, int depth) {
        JsonObjectBuilder state = Json.createObjectBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 5 : 4)) {
                case 0 -> state.add(word(random), text(random));
                case 1 -> state.add(word(random), random.nextLong());
                case 2 -> state.addNull(word(random));
                case 3 -> state.add(word(random), Json.createArrayBuilder(words(random)));
                default -> state.add(word(random), state(random, depth - 1));
            }
        }
        return state.build();
    }
}
