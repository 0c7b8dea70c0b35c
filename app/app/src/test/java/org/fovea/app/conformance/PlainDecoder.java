package org.fovea.app.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A second decoder, as plain as its sources allow, from {@code docs/conformance.md} and the documents that it names:
 * container, every section, and frames of the families that {@code compress} writes. It uses no class of the product.
 */
final class PlainDecoder {
    private static final int MASKS = 1;
    private static final int WEIGHTS = 2;
    private static final int POSES = 3;
    private static final int TILES = 4;
    private static final int ROUTER = 5;
    private static final int VIDEO = 6;
    private static final int PICTURE = 7;
    private static final int LATENTS = 9;

    private final byte[] file;
    private final List<byte[]> bases;
    private int at;
    private int pairs;
    private int rows;
    private int columns;
    private int classes;
    private int family;
    private int outputRows;
    private int outputColumns;
    private final List<Integer> parameters = new ArrayList<>();
    private final Map<Integer, byte[]> sections = new TreeMap<>();
    private final Map<Integer, Integer> codecs = new TreeMap<>();

    private PlainDecoder(byte[] file, List<byte[]> bases) {
        this.file = file;
        this.bases = bases;
    }

    /**
     * Reads a file.
     *
     * @param bases files of which it may need one
     */
    static PlainDecoder read(byte[] bytes, List<byte[]> bases) {
        PlainDecoder decoder = new PlainDecoder(unzipped(bytes), bases);
        decoder.container();
        return decoder;
    }

    // ---- docs/format.md §1 and §2

    private static byte[] unzipped(byte[] bytes) {
        if (bytes[0] != 'P') {
            return bytes;
        }
        ByteBuffer zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(zip.getInt(0) == 0x04034b50 && zip.getShort(8) == 0, "a local header of a stored member");
        int length = zip.getInt(18);
        int begin = 30 + zip.getShort(26) + zip.getShort(28);
        check(new String(bytes, 30, zip.getShort(26), StandardCharsets.US_ASCII).equals("f"), "the name of the member");
        check(bytes.length == length + 100, "100 bytes of ZIP");
        return Arrays.copyOfRange(bytes, begin, begin + length);
    }

    private void container() {
        check(file[0] == 'F' && file[1] == 'V' && file[2] == 'A' && file[3] == '1', "the magic");
        int count = file[4] & 255;
        int header = file[5] & 255;
        at = 6;
        int end = 6 + header;
        pairs = (int) uvarint();
        rows = (int) uvarint();
        columns = (int) uvarint();
        classes = file[at++] & 255;
        classes = classes == 1 ? 256 : classes;
        family = file[at++] & 255;
        if (family != 0) {
            outputRows = (int) uvarint();
            outputColumns = (int) uvarint();
            while (at < end) {
                parameters.add((int) uvarint());
            }
        }
        check(at == end, "the end of the header");
        checksum(0, end);
        for (int i = 0; i < count; i++) {
            int begin = at;
            int kind = file[at] & 127;
            int codec = file[at + 1] & 255;
            at += 2;
            int length = (int) uvarint();
            byte[] head = Arrays.copyOfRange(file, begin, at);
            int sum = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
            at += 4;
            byte[] content = Arrays.copyOfRange(file, at, at + length);
            at += length;
            CRC32C crc = new CRC32C();
            crc.update(head);
            crc.update(content);
            check((int) crc.getValue() == sum, "the checksum of section " + kind + ", codec " + codec);
            check(sections.put(kind, content) == null, "one section of kind " + kind);
            codecs.put(kind, codec);
        }
        check(at == file.length, "nothing after the last section");
    }

    private void checksum(int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(file, from, to - from);
        int sum = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(to);
        check((int) crc.getValue() == sum, "the header's checksum");
        at = to + 4;
    }

    private long uvarint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = file[at++] & 255;
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                check(shift == 0 || next != 0, "a number in its shortest form");
                return value;
            }
        }
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not as documented: " + what);
        }
    }

    long contentBytes() {
        return sections.values().stream().mapToLong(content -> content.length).sum();
    }

    byte[] video() {
        return sections.get(VIDEO);
    }

    /** Numbers of a pose, docs/format.md §3. */
    private int poseDimensions() {
        return switch (family) {
            case 1 -> 6;
            case 2 -> 3;
            case 3 -> parameters.get(6) == 3 ? 24 : 12;
            case 6 -> parameters.get(10) == 3 ? 24 : 12;
            default -> 0;
        };
    }

    byte[] masks() {
        return PlainMasks.read(section(MASKS), codecs.get(MASKS), pairs, rows, columns, classes);
    }

    byte[] weights() {
        return weights(PlainTensor.of(family, parameters, classes));
    }

    private byte[] weights(List<PlainTensor> tensors) {
        return switch (codecs.get(WEIGHTS)) {
            case 1 -> PlainWeights.read(section(WEIGHTS), tensors);
            case 2 -> PlainStepped.read(section(WEIGHTS), tensors);
            default -> differences(section(WEIGHTS), tensors);
        };
    }

    /** docs/format.md §4.4: size and hash of the base, then what differs from it. */
    private byte[] differences(byte[] section, List<PlainTensor> tensors) {
        long size = 0;
        int from = 0;
        for (int shift = 0; shift == 0 || section[from - 1] < 0; shift += 7) {
            size |= (long) (section[from++] & 127) << shift;
        }
        long bytes = size;
        byte[] hash = Arrays.copyOfRange(section, from, from + 32);
        PlainDecoder base = bases.stream()
                .filter(each -> each.length == bytes && Arrays.equals(sha256(each), hash))
                .map(each -> read(each, List.of()))
                .findFirst()
                .orElseThrow();
        check(base.family == family && base.pairs == 1 && base.sections.size() == 1, "a base of the same family");
        check(base.parameters.equals(parameters) && base.codecs.get(WEIGHTS) == 1, "a base of the same tensors");
        base.weights(tensors);
        PlainDifferences.add(Arrays.copyOfRange(section, from + 32, section.length), tensors);
        return PlainWeights.floats(tensors);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] poses() {
        return PlainPoses.read(section(POSES), pairs, poseDimensions());
    }

    byte[] router() {
        return PlainActions.router(section(ROUTER), pairs);
    }

    byte[] tiles() {
        return PlainActions.tiles(section(TILES), pairs, rows, columns);
    }

    byte[] latents() {
        return PlainLatents.read(section(LATENTS), pairs * pictures(), parameters.getFirst());
    }

    private int pictures() {
        return family == 6 && parameters.get(10) == 3 ? 2 : 1;
    }

    /** Whether it has a renderer of the family: those that only submissions have are drawn by the product alone. */
    boolean draws() {
        return family != 1 && family != 5;
    }

    /** Whether {@link #frames} needs another program: AV1 is decoded by one. */
    boolean hasVideo() {
        return family == 4;
    }

    /** Frame 1, frame 2 of each pair. */
    byte[] frames() throws IOException, InterruptedException {
        List<PlainTensor> tensors = PlainTensor.of(family, parameters, classes);
        weights(tensors);
        if (family == 4) {
            int[] size = {rows, columns, outputRows, outputColumns};
            return new PlainVideo(section(PICTURE), size, parameters, tensors).frames(video());
        }
        ByteBuffer edits = ByteBuffer.wrap(router()).order(ByteOrder.LITTLE_ENDIAN);
        check(edits.getInt() == 2, "the table of edits");
        ByteBuffer out = ByteBuffer.allocate(2 * pairs * 3 * outputRows * outputColumns);
        PlainFrames renderer = new PlainFrames(family, parameters, tensors, rows, columns);
        byte[] masks = family == 6 ? new byte[0] : masks();
        ByteBuffer latents =
                ByteBuffer.wrap(family == 6 ? latents() : new byte[0]).order(ByteOrder.LITTLE_ENDIAN);
        float[][] poses = poseNumbers();
        for (int pair = 0; pair < pairs; pair++) {
            int action = edits.get() & 255;
            byte[] mask = family == 6 ? masks : mask(masks, pair);
            List<float[][][]> both = renderer.pair(mask, latentNumbers(latents), poses[pair]);
            for (int frame = 0; frame < 2; frame++) {
                byte[] plain = PlainPicture.frame(both.get(frame), outputRows, outputColumns);
                out.put(PlainPicture.edited(plain, action, frame, outputColumns));
            }
        }
        return out.array();
    }

    private byte[] mask(byte[] masks, int pair) {
        return Arrays.copyOfRange(masks, pair * rows * columns, (pair + 1) * rows * columns);
    }

    private float[] latentNumbers(ByteBuffer latents) {
        float[] z = new float[family == 6 ? pictures() * parameters.getFirst() : 0];
        for (int i = 0; i < z.length; i++) {
            z[i] = latents.getFloat();
        }
        return z;
    }

    /** code·step + offset in double, rounded once; 0 where a dimension has no column. */
    private float[][] poseNumbers() {
        float[][] all = new float[pairs][poseDimensions()];
        ByteBuffer columnsOf = ByteBuffer.wrap(poses()).order(ByteOrder.LITTLE_ENDIAN);
        while (columnsOf.hasRemaining()) {
            int dimension = columnsOf.getInt();
            float step = columnsOf.getFloat();
            float offset = columnsOf.getFloat();
            for (int pair = 0; pair < pairs; pair++) {
                all[pair][dimension] = (float) ((double) columnsOf.getInt() * step + offset);
            }
        }
        return all;
    }

    private byte[] section(int kind) {
        return sections.get(kind);
    }
}
