package org.fovea.samples.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.fovea.evaluate.FramePair;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.EgoMotion;
import org.fovea.samples.drive.SyntheticDrive;

/** Draws pairs of frames with labels, several drives at once; the result does not depend on how many. */
final class PairDrawing {
    /** What to make of a pair. */
    interface Use<T> {
        /** Called on a drawing thread. */
        T of(FramePair pair, byte[] labels, EgoMotion motion);
    }

    private PairDrawing() {}

    /**
     * Draws all pairs of a plan.
     *
     * @param progress told the number of finished pairs, by any thread
     * @return what {@code use} made of them, drive by drive
     */
    static <T> List<T> draw(DrivePlan plan, int threads, Use<T> use, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        List<T> all = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory())) {
            List<Future<List<T>>> parts = new ArrayList<>();
            for (DriveSettings settings : plan.drives()) {
                parts.add(pool.submit(() -> drive(plan, settings, use, () -> progress.accept(done.incrementAndGet()))));
            }
            try {
                for (Future<List<T>> part : parts) {
                    all.addAll(part.get());
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw new IllegalStateException(e.getCause());
            }
        }
        return all;
    }

    private static <T> List<T> drive(DrivePlan plan, DriveSettings settings, Use<T> use, Runnable progress) {
        List<T> pairs = new ArrayList<>();
        try (SyntheticDrive drive = new SyntheticDrive(settings)) {
            for (int i = 0; i < plan.pairs() && !Thread.interrupted(); i++) {
                for (int k = 0; k < plan.skipped(); k++) {
                    drive.skip();
                }
                byte[] first = new byte[settings.size().rgbBytes()];
                byte[] second = new byte[settings.size().rgbBytes()];
                drive.next(first);
                drive.next(second);
                pairs.add(use.of(new FramePair(settings.size(), first, second), drive.labels(), drive.motion()));
                progress.run();
            }
        }
        return pairs;
    }
}
