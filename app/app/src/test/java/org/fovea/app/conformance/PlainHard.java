package org.fovea.app.conformance;

import java.util.Arrays;
import org.fovea.app.conformance.PlainModel.Sizes;

/** Hard pixels: docs/mask-operations.md §6 to §8. */
final class PlainHard {
    private final PlainScene scene;
    private final PlainBits bits;
    private final boolean rich;
    private final PlainContexts contexts;
    private final PlainContexts classContexts;
    private final PlainModel differs;
    private final PlainModel which;
    private final PlainModel tree;
    // best and max
    private PlainContexts features;
    private PlainNetwork[] networks;
    private PlainNetwork classNetwork;
    private int[] members;

    PlainHard(PlainScene scene, PlainBits bits, int effort, int slotBits) {
        this.scene = scene;
        this.bits = bits;
        rich = effort > 0;
        int k = scene.labels.count();
        String name = rich ? "rich" : "fast";
        contexts = new PlainContexts(scene, "contexts " + name);
        classContexts = new PlainContexts(scene, "classes " + name);
        int[] groups = {1, 121, k * 13, 121, k * 32, k * k * k, 121, 121, 121};
        int[] maps = {k * k * k, 121 * k, 729, 121 * k, 39 * k, 13 * k};
        int lower = Math.max(8, slotBits - 3);
        if (rich) {
            groups = Arrays.copyOf(groups, 10);
            groups[9] = 256;
            maps = Arrays.copyOf(maps, 8);
            maps[6] = 729;
            maps[7] = 39 * 16;
            int units = effort == 1 ? 32 : 64;
            int hashUnits = units / 2;
            int hashBits = Math.min(effort == 1 ? 12 : 13, slotBits);
            int crosses = effort == 1 ? 64 : 128;
            features = new PlainContexts(scene, "features");
            networks = new PlainNetwork[] {
                new PlainNetwork(266, 64, units, 1, effort == 1 ? 2 : 8),
                new PlainNetwork(71, 1 << hashBits, hashUnits, 2, 0),
                new PlainNetwork(crosses, 1 << hashBits, hashUnits, 4, 0)
            };
            classNetwork = new PlainNetwork(266, 64, 32, 3, 0);
            members = new int[3 * crosses];
            int state = 99;
            for (int i = 0; i < members.length; i++) {
                state = state * 1664525 + 1013904223;
                members[i] = (state >>> 8) % 266;
            }
            differs = new PlainModel(new Sizes(
                    71,
                    1000,
                    8,
                    3 + 2 * units,
                    groups,
                    0.02f,
                    4 * k,
                    0.01f,
                    0.0007f,
                    0.0002f,
                    maps,
                    0.015f,
                    true,
                    slotBits));
            which = new PlainModel(new Sizes(
                    16,
                    250,
                    6,
                    33,
                    new int[] {k, k * k, 121},
                    0.05f,
                    4,
                    0.02f,
                    0.001f,
                    0.0005f,
                    new int[0],
                    0,
                    false,
                    lower));
        } else {
            differs = new PlainModel(new Sizes(
                    8, 1000, 6, 0, groups, 0.15f, 4 * k, 0.02f, 0.003f, 0.0005f, maps, 1 / 24f, false, slotBits));
            which = new PlainModel(new Sizes(
                    5, 250, 6, 0, new int[] {k, k * k}, 0.3f, 4, 0.02f, 0.004f, 0.0005f, new int[0], 0, false, lower));
        }
        tree = scene.labels.exact()
                ? null
                : new PlainModel(new Sizes(
                        7,
                        250,
                        6,
                        0,
                        new int[] {1, 256},
                        0.2f,
                        1,
                        0.02f,
                        0.002f,
                        0.0005f,
                        new int[0],
                        0,
                        false,
                        Math.max(8, slotBits - 4)));
    }

    int read() {
        if (rich) {
            scene.measureRich();
        } else {
            scene.measureFast();
        }
        contexts.keys(differs.keys);
        int finalSet = select();
        if (rich) {
            networks[0].chosen = features.features(-1);
            networks[1].choose(differs.keys);
            networks[2].choose(crossed());
            int place = differs.extraBase;
            for (PlainNetwork network : networks) {
                place = network.inputs(differs.inputs, place);
            }
        }
        int bit = bits.bit((double) differs.predict(finalSet));
        differs.update(bit);
        if (rich) {
            for (PlainNetwork network : networks) {
                network.update(bit);
            }
        }
        return bit == 0 ? scene.west : other();
    }

    private long[] crossed() {
        long[] keys = new long[members.length / 3];
        for (int i = 0; i < keys.length; i++) {
            for (int k = 0; k < 3; k++) {
                keys[i] = keys[i] << 6 | networks[0].chosen[members[3 * i + k]];
            }
        }
        return keys;
    }

    private int coarse(String name) {
        return PlainScene.coarse(scene.get(name));
    }

    private int two(String first, String second) {
        return coarse(first) * 11 + coarse(second);
    }

    private int select() {
        PlainScene s = scene;
        int k = s.labels.count();
        int w = s.labels.own(s.west);
        int triple = (w * k + s.labels.seenFrom(s.west, s.north)) * k + s.labels.seenFrom(s.west, s.p.cls[s.at]);
        int activity = s.get("activity");
        int[] selected = differs.selected;
        selected[0] = 0;
        selected[1] = two("dc1", "dp0");
        selected[2] = w * 13 + activity;
        selected[3] = two("dp-1", "dq0");
        selected[4] = (w * 8 + Math.min(7, 32 - Integer.numberOfLeadingZeros(s.run))) * 4 + s.x * 4 / s.width;
        selected[5] = triple;
        selected[6] = two("ex1", "ex0");
        if (rich) {
            selected[7] = two("ex3", "ex5");
            selected[8] = two("tc-1", "tp0");
            selected[9] = (s.y * 16 / s.height) * 16 + s.x * 16 / s.width;
        } else {
            selected[7] = two("tc-1", "tp0");
            selected[8] = (s.y * 11 / s.height) * 11 + s.x * 11 / s.width;
        }
        int[] rows = differs.mapRows;
        rows[0] = triple;
        rows[1] = two("dc1", "dp0") * k + w;
        rows[2] = PlainScene.medium(s.get("dp0")) * 27 + PlainScene.medium(s.get("dq0"));
        rows[3] = two("tc-1", "tp0") * k + w;
        rows[4] = PlainScene.fine(s.get("ex1")) * k + w;
        rows[5] = activity * k + w;
        if (rich) {
            rows[6] = PlainScene.medium(s.get("dm0")) * 27 + PlainScene.medium(s.get("dc1"));
            rows[7] = PlainScene.fine(s.get("ex5")) * 16 + s.get("age");
        }
        return w * 4 + Math.min(3, activity / 2);
    }

    // ---- which other class

    private int other() {
        boolean[] refused = new boolean[scene.classes];
        refused[scene.west] = true;
        PlainPlane c = scene.c;
        int at = scene.at;
        int stride = c.stride;
        int[] first = {
            nextOther(c, at - stride),
            nextOther(scene.p, at),
            nextOther(scene.q, at),
            scene.before(),
            nextOther(scene.p, at + stride),
            c.cls[at - stride - 1],
            nextOther(c, at - 2 * stride)
        };
        int count = tree == null ? 3 : 7;
        int place = 0;
        for (int k = 0; ; k++) {
            if (tree != null && k == count) {
                return ofTree(refused);
            }
            int candidate = k < count ? first[k] : k - count;
            if (refused[candidate]) {
                continue;
            }
            if (place == scene.classes - 2 || ask(place, candidate)) {
                return candidate;
            }
            refused[candidate] = true;
            place++;
        }
    }

    private int nextOther(PlainPlane plane, int index) {
        int here = plane.cls[index];
        return here != scene.west ? here : plane.cls[index + plane.right[index]];
    }

    private boolean ask(int place, int candidate) {
        int step = Math.min(place, 3);
        scene.measureCandidate(candidate);
        classContexts.keys(which.keys, candidate, step);
        int seen = scene.labels.seenFrom(scene.west, candidate);
        which.selected[0] = seen;
        which.selected[1] = scene.labels.own(scene.west) * scene.labels.count() + seen;
        if (rich) {
            which.selected[2] = two("dc1", "dp0");
            classNetwork.chosen = features.features(candidate);
            classNetwork.inputs(which.inputs, which.extraBase);
        }
        int bit = bits.bit((double) which.predict(step));
        which.update(bit);
        if (rich) {
            classNetwork.update(bit);
        }
        return bit == 1;
    }

    private int ofTree(boolean... refused) {
        int low = 0;
        int node = 1;
        for (int half = Integer.highestOneBit(scene.classes - 1); half > 0; half /= 2) {
            int bit;
            if (!left(refused, low + half, half)) {
                bit = 0;
            } else if (!left(refused, low, half)) {
                bit = 1;
            } else {
                bit = askTree(node);
            }
            low += bit * half;
            node = 2 * node + bit;
        }
        return low;
    }

    private static boolean left(boolean[] refused, int from, int count) {
        for (int id = from; id < Math.min(refused.length, from + count); id++) {
            if (!refused[id]) {
                return true;
            }
        }
        return false;
    }

    private int askTree(int node) {
        PlainScene s = scene;
        int n = s.at - s.c.stride;
        long[] contexts = {
            0,
            s.west,
            s.north,
            s.p.cls[s.at],
            s.c.cls[n + 1] | s.west << 8,
            s.y >> 4 | s.x >> 4 << 8,
            s.p.cls[s.at + s.c.stride] | s.west << 8
        };
        for (int i = 0; i < 7; i++) {

            tree.keys[i] = node | contexts[i] << 8;
        }
        tree.selected[1] = node;
        int bit = bits.bit((double) tree.predict(0));
        tree.update(bit);
        return bit;
    }

    void endFrame() {
        if (rich) {
            networks[0].endFrame();
        }
    }
}
