package org.fovea.fleet.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.History;
import org.fovea.fleet.work.ClipTask;
import org.fovea.fleet.work.ClipWork;

/**
 * What is left to do: for each clip its steps, without those that are done. A clip whose file has not changed since its
 * last row is judged by that row, without reading it; all others are left to the work, which reads them.
 *
 * @param clips with something left to do, and what
 * @param total number of all clips
 * @param done clips that are done
 * @param failed clips that failed, and that are not tried again here
 * @param doneBytes of the archives of clips that are done
 */
public record FleetPlan(List<Todo> clips, int total, int done, int failed, long doneBytes) {
    public FleetPlan {
        clips = List.copyOf(clips);
    }

    /**
     * Steps of a clip that are left, in order.
     *
     * @param clip its id
     * @param tasks at least one
     */
    public record Todo(String clip, List<ClipTask> tasks) {
        public Todo {
            tasks = List.copyOf(tasks);
        }
    }

    /** What is known of a step without reading a clip. */
    private enum Standing {
        DONE,
        FAILED,
        MISSING
    }

    /**
     * Plans.
     *
     * @param file what is asked for
     * @param clips some of the file, or all
     * @param steps of it that are planned, in order
     * @param recipe gives the task of a clip at a step
     * @param history of the earlier attempts
     * @param store of clips with an address
     * @param there whether what a step makes of a clip is there
     * @param again whether clips that failed are tried again
     */
    public static FleetPlan of(
            FleetFile file,
            List<FleetClip> clips,
            List<Step> steps,
            Recipe recipe,
            History history,
            RemoteFiles store,
            BiPredicate<Step, String> there,
            boolean again)
            throws IOException {
        List<Todo> left = new ArrayList<>();
        int done = 0;
        int failed = 0;
        long bytes = 0;
        for (FleetClip clip : clips) {
            List<ClipTask> tasks = new ArrayList<>();
            boolean broken = false;
            String content = content(clip, steps.getFirst(), history, store);
            String archive = "";
            for (Step step : steps) {
                ClipTask task = recipe.task(clip, step);
                Optional<History.Entry> entry = history.of(clip.id(), step.word());
                Standing standing = entry.isEmpty() || !tasks.isEmpty()
                        ? Standing.MISSING
                        : standing(
                                task, entry.get(), step.content(content, archive), store, there, file.limits(), again);
                if (standing == Standing.FAILED) {
                    broken = true;
                    break;
                }
                if (standing == Standing.MISSING) {
                    tasks.add(task);
                } else if (step == Step.COMPRESS) {
                    bytes += entry.get().archiveBytes();
                    archive = entry.get().archiveSha256();
                }
            }
            if (!tasks.isEmpty()) {
                left.add(new Todo(clip.id(), tasks));
            } else if (broken) {
                failed++;
            } else {
                done++;
            }
        }
        return new FleetPlan(left, clips.size(), done, failed, bytes);
    }

    /** Hash of the clip's content where its file is as it was; empty where it is not known. */
    private static String content(FleetClip clip, Step step, History history, RemoteFiles store) {
        return history.of(clip.id(), step.word())
                .map(History.Entry::content)
                .filter(was -> isAsItWas(clip, was, store))
                .map(History.Content::sha256)
                .orElse("");
    }

    /** A file that was not there and is not there is as it was. */
    private static boolean isAsItWas(FleetClip clip, History.Content was, RemoteFiles store) {
        if (!was.uri().equals(clip.uri())) {
            return false;
        }
        try {
            if (RemoteFiles.isAddress(clip.uri())) {
                return store.facts(clip.uri()).equals(new RemoteFiles.Facts(was.bytes(), was.modified()));
            }
            Path path = Path.of(clip.uri());
            return Files.size(path) == was.bytes()
                    && Files.getLastModifiedTime(path).toMillis() == was.modified();
        } catch (IOException e) {
            return was.bytes() == 0 && was.modified() == 0;
        }
    }

    private static Standing standing(
            ClipTask task,
            History.Entry entry,
            String content,
            RemoteFiles store,
            BiPredicate<Step, String> there,
            Limits limits,
            boolean again) {
        boolean unread = entry.key().isEmpty();
        if (unread
                ? !isAsItWas(task.clip(), entry.content(), store)
                : !entry.key().equals(task.key(content))) {
            return Standing.MISSING;
        }
        if (entry.done()) {
            return there.test(task.step(), task.clip().id()) ? Standing.DONE : Standing.MISSING;
        }
        boolean over = ClipWork.inVain(entry) || entry.attempts() >= limits.tries();
        return over && !again ? Standing.FAILED : Standing.MISSING;
    }
}
