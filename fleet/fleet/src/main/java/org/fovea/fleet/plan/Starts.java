package org.fovea.fleet.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fovea.evaluate.truth.ClassPlaces;

/**
 * Says which clip begins with which: a few begin with nothing, as different from each other as possible, and each of
 * the others with the nearest of these. So all of the first can be worked on beside each other, and then all of the
 * others; a chain from each clip to the next would have to be worked on one after the other. The same clips give the
 * same answer.
 */
public final class Starts {
    /** What a clip that begins with nothing begins with. */
    public static final String NOTHING = "";

    private Starts() {}

    /** How many of these clips begin with nothing: half the square root, 2 of 12, 5 of 100, 158 of 100,000. */
    static int firsts(int clips) {
        return (int) Math.max(1, Math.round(Math.sqrt(clips) / 2));
    }

    /**
     * Chooses.
     *
     * @param clips by their ids
     * @param known answers that stay as they are: ids with {@link #NOTHING}, or the id of such a clip
     * @return for each clip the one that it begins with, or {@link #NOTHING}
     */
    public static SortedMap<String, String> choose(SortedMap<String, ClassPlaces> clips, Map<String, String> known) {
        List<String> ids = new ArrayList<>(clips.keySet());
        double[] distance = new double[ids.size()]; // to the nearest clip that begins with nothing
        String[] nearest = new String[ids.size()];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        int firsts = 0;
        for (String id : ids) {
            if (NOTHING.equals(known.get(id))) {
                near(clips, ids, id, distance, nearest);
                firsts++;
            }
        }
        SortedMap<String, String> chosen = new TreeMap<>();
        for (String id : ids) {
            String start = known.get(id);
            if (start != null
                    && (start.equals(NOTHING) || (NOTHING.equals(known.get(start)) && clips.containsKey(start)))) {
                chosen.put(id, start);
            }
        }
        for (int wanted = firsts(ids.size()); firsts < wanted; firsts++) {
            String next = firsts == 0 ? middle(clips, ids) : farthest(ids, chosen, distance);
            if (next.isEmpty()) {
                break;
            }
            chosen.put(next, NOTHING);
            near(clips, ids, next, distance, nearest);
        }
        for (int i = 0; i < ids.size(); i++) {
            chosen.putIfAbsent(ids.get(i), nearest[i]);
        }
        return chosen;
    }

    /**
     * The same after some of those that begin with nothing turned out to be of no use: what begins with one of them
     * begins with the nearest of the others, or with nothing.
     *
     * @param good of a clip that begins with nothing
     */
    public static SortedMap<String, String> without(
            SortedMap<String, ClassPlaces> clips, Map<String, String> chosen, Predicate<String> good) {
        Map<String, String> again = new HashMap<>();
        List<String> firsts = new ArrayList<>();
        for (String id : clips.keySet()) {
            if (NOTHING.equals(chosen.get(id)) && good.test(id)) {
                firsts.add(id);
            }
        }
        for (Map.Entry<String, ClassPlaces> clip : clips.entrySet()) {
            String start = chosen.getOrDefault(clip.getKey(), NOTHING);
            if (!start.equals(NOTHING) && !good.test(start)) {
                double best = Double.POSITIVE_INFINITY;
                start = NOTHING;
                for (String first : firsts) {
                    double far = clip.getValue().distance(places(clips, first));
                    if (far < best) {
                        best = far;
                        start = first;
                    }
                }
            }
            again.put(clip.getKey(), start);
        }
        return new TreeMap<>(again);
    }

    private static ClassPlaces places(SortedMap<String, ClassPlaces> clips, String id) {
        return Objects.requireNonNull(clips.get(id));
    }

    private static void near(
            SortedMap<String, ClassPlaces> clips, List<String> ids, String to, double[] distance, String[] nearest) {
        ClassPlaces places = places(clips, to);
        for (int i = 0; i < distance.length; i++) {
            double far = places(clips, ids.get(i)).distance(places);
            if (far < distance[i]) {
                distance[i] = far;
                nearest[i] = to;
            }
        }
    }

    /** The clip that is most like all together. */
    private static String middle(SortedMap<String, ClassPlaces> clips, List<String> ids) {
        ClassPlaces mean = ClassPlaces.mean(clips.values());
        String best = ids.getFirst();
        for (String id : ids) {
            if (places(clips, id).distance(mean) < places(clips, best).distance(mean)) {
                best = id;
            }
        }
        return best;
    }

    /**
     * The clip without an answer that is least like all that begin with nothing; empty where every clip has an answer,
     * or is the same as one of these.
     */
    private static String farthest(List<String> ids, Map<String, String> chosen, double[] distance) {
        String best = "";
        double far = 0;
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] > far && !chosen.containsKey(ids.get(i))) {
                far = distance[i];
                best = ids.get(i);
            }
        }
        return best;
    }
}
