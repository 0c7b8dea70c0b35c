package org.fovea.app.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.compress.Compression;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.io.AtomicFile;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.video.clip.Clip;

/**
 * The training of a base: one renderer for all pairs of some clips, as for those of a single one. What the clips do not
 * share, latent numbers and poses, is left out of the base.
 *
 * @param networks stay open
 * @param profile of family latent
 * @param minutes that the training may take; as many as it needs where they are empty
 * @param start what becomes of a training in the run directory
 */
public record BaseTraining(
        EvaluatorPair networks,
        Profile profile,
        OptionalDouble minutes,
        RunDirectory.Start start,
        int threads,
        Reporter reporter) {
    private static final List<String> STAGES = List.of("pretrain", "quantise");

    /**
     * With the stages of a profile that train weights.
     *
     * @throws AppException where the profile has another family, or leaves weights that a base cannot hold
     */
    public static BaseTraining of(
            EvaluatorPair networks,
            Plan plan,
            OptionalDouble minutes,
            RunDirectory.Start start,
            int threads,
            Reporter reporter) {
        if (!(plan instanceof Profile profile) || profile.renderer().family().id() != LatentFamily.ID) {
            throw AppException.usage("a base is of family latent; take a profile of it, as standard/latent");
        }
        Profile trains;
        try {
            trains = profile.withStages(STAGES);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("a base needs the stages pretrain and quantise: " + e.getMessage());
        }
        if (!trains.endsInCodes(BaseFile.MAX_BITS)) {
            throw AppException.usage("a base holds codes of at most " + BaseFile.MAX_BITS
                    + " bits; let the last stage quantise have such formats for all weights, as q6");
        }
        return new BaseTraining(networks, trains, minutes, start, threads, reporter);
    }

    /** Trains and writes the file, which is replaced as the run is. */
    public BaseFile run(List<Clip> clips, Path folder, Path file) throws IOException, InterruptedException {
        boolean replaces = start.replaces(folder);
        Clip joined = JoinedClips.of(clips, networks, folder.resolveSibling(folder.getFileName() + ".clips"), reporter);
        List<CountedFile> counted = clips.stream()
                .map(clip ->
                        new CountedFile(clip.path().toString(), clip.facts().bytes()))
                .toList();
        Path trained = folder.resolveSibling(folder.getFileName() + ".zip");
        Compression compression = Compression.of(joined, networks, profile)
                .original(counted)
                .archive(trained, true)
                .directory(folder)
                .start(start)
                .threads(threads)
                .reporter(reporter);
        minutes.ifPresent(compression::within);
        compression.run();
        byte[] base =
                BaseFile.encode(ArchiveFile.open(Files.readAllBytes(trained)).content());
        AtomicFile.write(file, base, replaces);
        return BaseFile.parse(base);
    }
}
