package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.DurableFiles;
import org.fovea.codec.io.Folders;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.video.clip.Clip;

/**
 * Trains the base of a fleet in a process of this program, {@code fovea base train}, on a few clips that lie evenly in
 * the fleet's list. Once there, it stays: later clips do not change it.
 *
 * @param program that does it
 * @param folder for results
 * @param threads to train with
 */
public record BaseWork(Program program, FleetFolder folder, int threads) {
    /** Most clips that it is trained on. */
    private static final int MOST = 10;

    /** Of a hash, in a folder's name. */
    private static final int DIGITS = 16;

    /**
     * Trains, unless the base is there.
     *
     * @param clips that are encoded with it
     */
    public void train(FleetFile file, List<FleetClip> clips) throws IOException, InterruptedException {
        if (Files.exists(folder.base())) {
            return;
        }
        List<FleetClip> chosen = chosen(clips);
        List<String> arguments = new ArrayList<>(List.of("base", "train"));
        chosen.forEach(clip -> arguments.add(clip.uri()));
        arguments.addAll(List.of("--evaluators", file.evaluators(), "--profile", file.profileOf(chosen.getFirst())));
        // Of other clips it is another training, beside which an interrupted one is of no use.
        String name = Sha256.of(String.join("\0", arguments).getBytes(StandardCharsets.UTF_8));
        Path all = folder.base().resolveSibling("base");
        Path work = Files.createDirectories(all.resolve(name.substring(0, DIGITS)));
        Path made = work.resolve("fleet.base");
        Path log = work.resolve("log.txt");
        arguments.addAll(List.of("-o", made.toString(), "--threads", Integer.toString(threads), "--resume", "--quiet"));
        Duration limit = Duration.ofSeconds(Math.round(file.limits().hours() * 3600));
        List<String> command =
                program.command(file.limits().heapMegabytes(), work.resolve("crash.txt"), List.copyOf(arguments));
        Worker.Ended ended = Worker.run(command, work, log, limit);
        if (ended.exitCode() != 0 || ended.late()) {
            boolean vain = !ended.late() && ClipWork.inVain(ended.exitCode());
            throw AppException.notHeld("base: its training ended with exit code " + ended.exitCode() + "; see " + log
                    + (vain ? "; remove " + work + " to begin again" : "; the same command goes on"));
        }
        DurableFiles.move(made, folder.base());
        Folders.remove(all);
    }

    /** Clips of one size whose heads can be read: what is wrong with others is said when they are encoded. */
    private static List<FleetClip> chosen(List<FleetClip> clips) {
        List<FleetClip> here = clips.stream()
                .filter(clip -> !RemoteFiles.isAddress(clip.uri()))
                .toList();
        if (here.isEmpty()) {
            throw AppException.usage(
                    "base: train needs clips on this machine; make one with fovea base train and name its file");
        }
        int count = Math.min(MOST, here.size());
        Map<FrameSize, List<FleetClip>> chosen = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            FleetClip clip = here.get((int) ((long) i * here.size() / count));
            try {
                FrameSize size = Clip.open(Path.of(clip.uri())).size();
                chosen.computeIfAbsent(size, _ -> new ArrayList<>()).add(clip);
            } catch (IOException | FormatException | AppException e) {
                // its worker says why
            }
        }
        return chosen.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow(() -> AppException.badInput("base: none of " + count + " clips can be read, the first is "
                        + here.getFirst().uri()));
    }
}
