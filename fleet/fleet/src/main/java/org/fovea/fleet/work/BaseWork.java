package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.codec.io.DurableFiles;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.storage.RemoteFiles;

/**
 * Trains the base of a fleet in a process of this program, {@code fovea base train}, on a few clips that lie evenly in
 * the fleet's list. Once there, it stays: later clips do not change it.
 *
 * @param program that does it
 * @param folder for results
 */
public record BaseWork(Program program, FleetFolder folder) {
    /** Most clips that it is trained on. */
    private static final int MOST = 10;

    /** Trains, unless the base is there. */
    public void train(FleetFile file, List<FleetClip> clips) throws IOException, InterruptedException {
        if (Files.exists(folder.base())) {
            return;
        }
        Path work = folder.base().resolveSibling("base");
        Files.createDirectories(work);
        Path made = work.resolve("fleet.base");
        Path log = work.resolve("log.txt");
        List<String> arguments = new ArrayList<>(List.of("base", "train"));
        chosen(clips).forEach(clip -> arguments.add(clip.uri()));
        arguments.addAll(List.of("-o", made.toString(), "--resume", "--quiet"));
        arguments.addAll(List.of("--evaluators", file.evaluators(), "--profile", file.profile()));
        Duration limit = Duration.ofSeconds(Math.round(file.limits().hours() * 3600));
        List<String> command =
                program.command(file.limits().heapMegabytes(), work.resolve("crash.txt"), List.copyOf(arguments));
        Worker.Ended ended = Worker.run(command, work, log, limit);
        if (ended.exitCode() != 0 || ended.late()) {
            throw AppException.notHeld("base: its training ended with exit code " + ended.exitCode() + "; see " + log
                    + "; the same command goes on");
        }
        DurableFiles.move(made, folder.base());
    }

    private static List<FleetClip> chosen(List<FleetClip> clips) {
        List<FleetClip> here = clips.stream()
                .filter(clip -> !RemoteFiles.isAddress(clip.uri()))
                .toList();
        if (here.isEmpty()) {
            throw AppException.usage(
                    "base: train needs clips on this machine; make one with fovea base train and name its file");
        }
        int count = Math.min(MOST, here.size());
        List<FleetClip> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(here.get((int) ((long) i * here.size() / count)));
        }
        return chosen;
    }
}
