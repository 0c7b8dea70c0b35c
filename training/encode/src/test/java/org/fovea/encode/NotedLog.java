package org.fovea.encode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what stages say. */
public final class NotedLog implements EncodeLog {
    public final List<String> lines = new CopyOnWriteArrayList<>();
    public final List<Map<String, Double>> rows = new CopyOnWriteArrayList<>();

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void metrics(String stage, long step, Map<String, Double> values) {
        rows.add(values);
    }
}
