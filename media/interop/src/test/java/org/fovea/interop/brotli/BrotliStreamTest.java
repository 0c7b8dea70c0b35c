package org.fovea.interop.brotli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.fovea.codec.FormatException;
import org.fovea.interop.Mutations;
import org.junit.jupiter.api.Test;

class BrotliStreamTest {
    private static final String LETTERS =
            "sshmjegrisgnooksafdnsnpnjotrdjsehqnnrarqnkqoanpgdpmbqrkidcademrifsrigleeonnjnid"
                    + "letapoecakjpphhqdrkoprmamehholdqienpjrnbl";

    /** Streams of Google's encoder (through Node 20): content, stream. */
    private static final String[][] STREAMS = {
        {"", "3b"},
        {"x", "0b00807803"},
        {
            "The time of the year in which the government of the people",
            "1b39003814a1d293aa0c0d36e080bd6258f048d53c7af079e65d740e10cf889401"
        },
        {"a".repeat(100_000), "5b9f86815f222c1e0b04b2fc0200"},
        {
            LETTERS,
            "1b7700f8c5c65cc3345390807a7c95403a4526d18c5e97d5360b117be8630c121e7fb38f68014d5dd815845c9cf7a9dec62f"
                    + "b1dcb66fdad61109c0617ce4a70c79697ba66a71efc8be7445479920bdf11c"
        },
        {
            LETTERS,
            "833b000080aaaaaaeaff703a8b9988a988a82acb666c0007aee1623807c099b09dd1ebb2da6621620f7d8c41c2e36ff6112d"
                    + "a0a90bbb82908bf33ed5dbf82596dbf64ddb3a2201388c8ffc94212f6dcf542dee1dd997aea8c6e132417ae33903"
        },
        {
            "window of sixteen megabytes, window of sixteen megabytes",
            "1f3700f88dd462adb137e436368ff72888cb5510054812520851c9823a12d97fed9775a85f0f0e"
        },
        {
            "window of a kilobyte, window of a kilobyte",
            "a14801c0ef3cb063c9d3c9c9cd7809927657616bc922c6d6656f74798a90a1aa0489f4ffd87630"
        },
        {
            "Привет, мир: это проверка словаря. المملكة العربية 中国 in the world of the people. This is the Government,"
                    + " the University of the United States. http://www.example.com/index.html\" title=\"home\"> <div"
                    + " class=\"left\">LEFT, Their Own, without, ",
            "1b1801409c07764c6de2dae7e2d7d02cd1d8d3251a5b2707800927d7f4abc50967ad2d29405476c0be6f9056c201056b62"
                    + "81c541cd2d"
                    + "243249863bf6a84108c7cdbabc61fa501a274ecbfdd09bdedde7b87262a1a55d713706e75bd51a8aaf461200"
                    + "bd02b51865b2"
                    + "66b5401c41da28336d138728b2343dd68ee74f3104ad12ae9618baebd103"
        },
    };

    /** Three kinds of numbers in turn, with codes for each and distances with low bits of their own. */
    private static final String NUMBERS =
            "136f17001e076eaccc4ad4743937b6bd4104b5fb7a306ede08a86dce93f37ee5271642110dc1f7ee849e05662d96f6cb21"
                    + "50ba6e2784"
                    + "0106b54dda83967ac45f4ef35b3100204bedcc3dca739017cad14b5fe5f5d630308c706afba5ce5cf322ac85"
                    + "1b8bef266e15"
                    + "0920f68bcb1fc52884e7fe34cd43e089d6851ef5407636c7d64f1e83920b9a8bfed02e68a858c7804f82c0a6"
                    + "045ec6d0e702"
                    + "47a02ecac99159fd1549b66fa9c9d984fc8a6c7aac70cc644e86cd46ad6797fa6be5b3d1af6e41dc5801b6df"
                    + "9cf4cd4673c6"
                    + "b35433323aeca9c86c715527b803b3";

    private static final int MOST = 1 << 20;

    @Test
    void blocks_with_codes_of_their_own_follow_each_other() {
        byte[] content = new byte[6000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte)
                    switch ((i >> 9) % 3) {
                        case 0 -> (i * i >> 4) % 11 + 65;
                        case 1 -> i % 7 * (i % 5) + 128;
                        default -> (int) ((i * 2_654_435_761L & 0xffff_ffffL) >> 28) + 48;
                    };
        }
        byte[] stream = HexFormat.of().parseHex(NUMBERS);
        assertStream(stream, 0, content, stream.length);
    }

    /** The number is that of what Google's decoder in Java made of the same references. */
    @Test
    void every_word_in_every_form_is_googles() {
        CRC32 all = new CRC32();
        byte[] word = new byte[Dictionary.MAX_TRANSFORMED];
        int[] logarithms = {10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5};
        for (int length = Dictionary.MIN_LENGTH; length <= Dictionary.MAX_LENGTH; length++) {
            int words = 1 << logarithms[length - Dictionary.MIN_LENGTH];
            for (int reference = 0; reference < 121 * words; reference++) {
                all.update(word, 0, Dictionary.write(length, reference, word));
            }
            assertThat(Dictionary.write(length, 121 * words, word)).isNegative();
        }
        assertThat(all.getValue()).isEqualTo(0xf4c59585L);
    }

    @Test
    void damage_is_told_with_its_byte() {
        byte[] reserved = {0x0b, 0x00, 0x00, 0x00};
        reserved[0] = 0x3c; // window of 16 bits, then a block of metadata with the reserved bit set
        assertThrown(
                FormatException.class,
                () -> BrotliStream.decode("part", reserved, 0, reserved.length, MOST),
                "byte 0",
                "reserved");
        byte[] stream = Arrays.copyOf(HexFormat.of().parseHex(NUMBERS), 200);
        assertThrown(
                FormatException.class,
                () -> BrotliStream.decode("part", stream, 0, stream.length, MOST),
                "byte 200",
                "truncated");
    }

    @Test
    void a_length_that_is_announced_takes_no_memory() {
        byte[] stored = {(byte) 0xc4, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0, 0, 0, 0};
        com.sun.management.ThreadMXBean thread =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        assertThrown(
                FormatException.class, () -> BrotliStream.decode("part", stored, 0, stored.length, Integer.MAX_VALUE));
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void the_end_is_found_whatever_follows() {
        Random random = new Random(1);
        for (String[] pair : STREAMS) {
            byte[] content = pair[0].getBytes(StandardCharsets.UTF_8);
            byte[] stream = HexFormat.of().parseHex(pair[1]);
            for (int tail : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 20, 4000, 4096, 4100, 8190, 20_000}) {
                for (int kind = 0; kind < 4; kind++) {
                    byte[] data = Arrays.copyOf(stream, stream.length + tail);
                    byte[] junk = new byte[tail];
                    switch (kind) {
                        case 0 -> Arrays.fill(junk, (byte) 0);
                        case 1 -> Arrays.fill(junk, (byte) 0xff);
                        case 2 -> random.nextBytes(junk);
                        default -> {
                            for (int i = 0; i < tail; i++) {
                                junk[i] = stream[i % stream.length];
                            }
                        }
                    }
                    System.arraycopy(junk, 0, data, stream.length, tail);
                    assertStream(data, 0, content, stream.length);
                }
            }
        }
    }

    @Test
    void the_end_is_found_in_long_streams() {
        Random random = new Random(2);
        for (int around : new int[] {4096, 8192, 12_288, 65_536, 131_072}) {
            for (int size = around - 70; size < around + 12; size += size < around - 8 ? 7 : 1) {
                byte[] content = new byte[size];
                random.nextBytes(content);
                byte[] stream = StoredBrotli.of(content);
                assertStream(stream, 0, content, stream.length);
                byte[] embedded = new byte[stream.length + 5000];
                random.nextBytes(embedded);
                System.arraycopy(stream, 0, embedded, 13, stream.length);
                assertStream(embedded, 13, content, stream.length);
            }
        }
    }

    @Test
    void streams_back_to_back_are_taken_apart() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String[] pair : STREAMS) {
            all.writeBytes(HexFormat.of().parseHex(pair[1]));
        }
        byte[] data = all.toByteArray();
        int position = 0;
        for (String[] pair : STREAMS) {
            BrotliStream stream = BrotliStream.decode("part", data, position, data.length, MOST);
            assertThat(new String(stream.bytes(), StandardCharsets.UTF_8)).isEqualTo(pair[0]);
            position += stream.used();
        }
        assertThat(position).isEqualTo(data.length);
    }

    @Test
    void every_truncation_is_noticed() {
        for (String[] pair : STREAMS) {
            byte[] stream = HexFormat.of().parseHex(pair[1]);
            Mutations.truncate(stream, stream.length, cut -> BrotliStream.decode("part", cut, 0, cut.length, MOST));
        }
        byte[] stored = StoredBrotli.of(new byte[9000]);
        Mutations.truncate(stored, 300, cut -> BrotliStream.decode("part", cut, 0, cut.length, MOST));
    }

    @Test
    void a_stream_may_not_leave_its_range() {
        byte[] stream = HexFormat.of().parseHex(STREAMS[2][1]);
        byte[] data = Arrays.copyOf(stream, 100);
        assertThrown(
                FormatException.class,
                () -> BrotliStream.decode("weights", data, 0, stream.length - 1, MOST),
                "weights",
                "truncated");
    }

    @Test
    void bombs_are_refused() {
        byte[] bomb = HexFormat.of().parseHex("9bffff3ff82700e2b14020f7fe07");
        assertThat(BrotliStream.decode("part", bomb, 0, bomb.length, 4 << 20).bytes())
                .hasSize(4 << 20);
        assertThrown(
                FormatException.class,
                () -> BrotliStream.decode("part", bomb, 0, bomb.length, (4 << 20) - 1),
                "unpacks to more than");
    }

    @Test
    void damaged_streams_are_noticed_or_decoded() {
        for (String[] pair : STREAMS) {
            // Most damage of so short a stream is another stream, so nothing is asked of how much is noticed.
            byte[] stream = HexFormat.of().parseHex(pair[1] + "00112233");
            Mutations.run(
                    stream,
                    Integer.MAX_VALUE,
                    Mutations.COUNT / STREAMS.length,
                    data -> BrotliStream.decode("part", data, 0, data.length, MOST));
        }
    }

    private static void assertStream(byte[] data, int from, byte[] content, int used) {
        BrotliStream stream = BrotliStream.decode("part", data, from, data.length, MOST);
        assertThat(stream.bytes()).isEqualTo(content);
        assertThat(stream.used()).isEqualTo(used);
    }
}
