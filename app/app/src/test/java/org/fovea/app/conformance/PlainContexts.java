package org.fovea.app.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lists of docs/mask-contexts.txt §6 to §8, read from the page itself: contexts, and features of networks. */
final class PlainContexts {
    private static final Path PAGE = Path.of(System.getProperty("fovea.root", "../.."), "docs", "mask-contexts.txt");

    private final List<String[]> lines = new ArrayList<>();
    private final PlainScene scene;

    /** @param name what the block of the page begins with */
    PlainContexts(PlainScene scene, String name) {
        this.scene = scene;
        try {
            boolean inside = false;
            for (String line : Files.readAllLines(PAGE)) {
                if (line.startsWith("```")) {
                    inside = line.equals("``` " + name);
                } else if (inside) {
                    lines.add(line.split(" "));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PlainDecoder.check(!lines.isEmpty(), "the list " + name);
    }

    int count() {
        return lines.size();
    }

    // ---- places: c, p, q at the pixel, m, o, f where the searches lead; then signed row and column

    private int cls(String token) {
        PlainPlane plane = switch (token.charAt(0)) {
            case 'c' -> scene.c;
            case 'q', 'o' -> scene.q;
            default -> scene.p;
        };
        return plane.cls[place(token)];
    }

    private int place(String token) {
        int at = switch (token.charAt(0)) {
            case 'm' -> scene.moved;
            case 'o' -> scene.olderMoved;
            case 'f' -> scene.flown;
            default -> scene.at;
        };
        int second = Math.max(token.lastIndexOf('+'), token.lastIndexOf('-'));
        int row = Integer.parseInt(token.substring(1, second));
        return at + row * scene.c.stride + Integer.parseInt(token.substring(second));
    }

    // ---- contexts

    void keys(long[] keys) {
        keys(keys, -1, 0);
    }

    void keys(long[] keys, int candidate, int place) {
        PlainDecoder.check(keys.length == lines.size(), "contexts of the list");
        for (int i = 0; i < keys.length; i++) {
            Key key = new Key();
            for (String token : lines.get(i)) {
                key.add(token, candidate, place);
            }
            keys[i] = key.value;
        }
    }

    private final class Key {
        private final boolean exact = scene.labels.exact();
        private long value = scene.west;
        private int used = exact ? 4 : 8;

        private void bits(int number, int count) {
            value ^= (long) number << used;
            used += count;
        }

        private void cls(int id) {
            if (exact) {
                bits(id, 4);
            } else {
                value = (value + id + 1) * 0xD6E8FEB86659FD93L;
                value ^= value >>> 29;
            }
        }

        void add(String token, int candidate, int place) {
            if (token.equals("W")) {
                return;
            }
            switch (token) {
                case "N" -> cls(scene.north);
                case "B" -> cls(scene.before());
                case "S" -> cls(scene.c.cls[scene.at - 1 - Math.min(60, scene.run)]);
                case "Q" -> {
                    cls(candidate);
                    bits(place, 2);
                }
                default -> {
                    int colon = token.indexOf(':');
                    if (colon < 0) {
                        cls(PlainContexts.this.cls(token));
                        return;
                    }
                    int number = scene.get(token.substring(colon + 1));
                    switch (token.charAt(0)) {
                        case 'F' -> bits(PlainScene.fine(number), 6);
                        case 'M' -> bits(PlainScene.medium(number), 5);
                        default -> bits(number, Integer.parseInt(token.substring(0, colon)));
                    }
                }
            }
        }
    }

    // ---- features

    /** The values of all features; {@code candidate} is -1 where none is asked about. */
    int[] features(int candidate) {
        int[] relative = new int[Math.max(16, scene.classes)];
        for (int id = 0; id < scene.classes; id++) {
            int value = candidate < 0 ? (id < scene.west ? id + 1 : id) : id == candidate ? 1 : 2 + id;
            relative[id] = id == scene.west ? 0 : Math.min(7, value);
        }
        List<Integer> all = new ArrayList<>();
        for (String[] line : lines) {
            feature(line, relative, all);
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private void feature(String[] line, int[] relative, List<Integer> all) {
        switch (line[0]) {
            case "pairs" -> {
                int[] cls = line[1].charAt(0) == 'c' ? scene.c.cls : isOlder(line[1]) ? scene.q.cls : scene.p.cls;
                int at = place(line[1]);
                for (int k = 0; k < Integer.parseInt(line[2]); k++) {
                    all.add(relative[cls[at + 2 * k]] * 8 + relative[cls[at + 2 * k + 1]]);
                }
            }
            case "pair" -> all.add(relative[cls(line[1])] * 8 + relative[cls(line[2])]);
            case "past" -> all.add(relative[label(line[1])] * 8 + relative[label(line[2])]);
            case "capped" -> {
                for (int i = 1; i < line.length; i++) {
                    all.add(Math.max(-24, Math.min(24, scene.get(line[i]))) + 24);
                }
            }
            case "eights" -> all.add(PlainScene.eight(scene.get(line[1])) * 8 + PlainScene.eight(scene.get(line[2])));
            case "number" -> {
                for (int i = 1; i < line.length; i++) {
                    all.add(scene.get(line[i]));
                }
            }
            default -> throw new IllegalStateException(line[0]);
        }
    }

    private static boolean isOlder(String token) {
        return token.charAt(0) == 'q' || token.charAt(0) == 'o';
    }

    /** The label of so many frames ago, of the pixel ({@code h}) or of the one to the right ({@code e}). */
    private int label(String token) {
        int column = token.charAt(0) == 'h' ? scene.x : Math.min(scene.width - 1, scene.x + 1);
        return (int) (scene.past[scene.y][column] >>> 4 * Integer.parseInt(token.substring(1))) & 15;
    }
}
