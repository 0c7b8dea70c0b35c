package org.fovea.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.Versions;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.open.OwnArchive;
import org.fovea.app.text.Text;
import org.fovea.challenge.io.TemporaryFolder;
import org.fovea.challenge.judge.Isolation;
import org.fovea.challenge.judge.Isolations;
import org.fovea.challenge.judge.Judge;
import org.fovea.challenge.judge.JudgeFailure;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.official.OfficialFiles;
import org.fovea.challenge.submission.JavaRuntime;
import org.fovea.challenge.submission.ScoreFacts;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.challenge.submission.SubmissionReadme;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea package}. */
@Command(
        name = "package",
        header = "Make a submission directory from an archive, and test it as the challenge would.",
        description = {
            "Writes DIR: archive.zip, inflate.sh, the inflater, a README. Then copies it elsewhere, unpacks archive.zip and calls"
                    + " inflate.sh with an empty environment, in a process isolated from this machine where bubblewrap or"
                    + " unshare work. DIR appears once the frames are right."
        },
        footerHeading = "%nExample:%n",
        footer = {"  fovea package next.zip -o submission", "  fovea package next.zip -o submission --with-runtime"})
public final class PackageCommand implements Callable<Integer> {
    private static final int MAX_THREADS = 256;
    private static final int MAX_SCORE_BYTES = 64 << 20;
    private static final long ROOM_TO_SPARE = 256L << 20;

    @ParentCommand
    private FoveaCommand fovea;

    @Parameters(paramLabel = "ARCHIVE", description = "A Fovea archive with a renderer.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "The submission directory to make.")
    private Path output;

    @Option(
            names = "--score",
            paramLabel = "FILE",
            description = "Output of fovea score --json for this archive; goes into the README.")
    private Path scoreFile;

    @Option(
            names = "--with-runtime",
            description = "Add a Java runtime, about 75 MB for machines of this kind, so that the judge needs none.")
    private boolean withRuntime;

    @Option(names = "--no-smoke", description = "Skip the test.")
    private boolean noSmoke;

    @Option(names = "--force", description = "Replace DIR where it is a submission directory.")
    private boolean force;

    @Option(names = "--json", description = "Print a JSON document instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        verifyOutput();
        Opened file = Opened.open(input);
        if (!(file instanceof OwnArchive own)) {
            throw AppException.badInput(input + ": " + file.format()
                    + ", not a Fovea archive; make one first: fovea repack " + input + " -o archive.zip");
        }
        byte[] archive = own.zipped();
        file.verifyHoldsAll();
        file.renderer(); // refuses archives that draw nothing, and damage that shows without drawing
        noteOtherClip(file.header());
        Optional<ScoreFacts> score = score(archive);
        Path parent = output.toAbsolutePath().normalize().getParent();
        Files.createDirectories(parent);
        try (TemporaryFolder work = TemporaryFolder.create(parent, "." + output.getFileName() + ".part-")) {
            Path made = Files.createDirectory(work.path().resolve("submission"));
            SubmissionFiles.write(made, archive);
            if (withRuntime) {
                linkRuntime(made.resolve(SubmissionFiles.RUNTIME));
            }
            Optional<JudgeResult> judged = noSmoke ? Optional.empty() : Optional.of(judge(work, made, file));
            SubmissionReadme readme = new SubmissionReadme(
                    Versions.fovea(),
                    file.header(),
                    ArchiveFile.open(archive).ledger(),
                    Sha256.of(archive),
                    Files.size(made.resolve(SubmissionFiles.INFLATER)),
                    withRuntime ? JavaRuntime.bytes(made.resolve(SubmissionFiles.RUNTIME)) : 0,
                    score,
                    judged);
            Files.writeString(made.resolve(SubmissionFiles.README), readme.text());
            moveIntoPlace(work, made);
            report(readme);
        }
        return ExitCode.DONE;
    }

    private void verifyOutput() throws IOException {
        if (!Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(output, LinkOption.NOFOLLOW_LINKS)) {
            throw AppException.usage(output + ": is a file; name a folder to create");
        }
        try (var inside = Files.list(output)) {
            if (inside.findAny().isEmpty()) {
                return;
            }
        }
        if (!force) {
            throw AppException.usage(output + ": exists already; add --force to replace it");
        }
        if (!SubmissionFiles.isSubmission(output)) {
            throw AppException.usage(
                    output + ": is not a submission directory, or holds other files too; name another folder");
        }
    }

    private void noteOtherClip(ArchiveHeader header) {
        boolean official = header.pairs() == OfficialFiles.PAIRS
                && header.outputWidth() == OfficialFiles.WIDTH
                && header.outputHeight() == OfficialFiles.HEIGHT;
        if (!official) {
            fovea.note(String.format(
                    Locale.ROOT,
                    "note: %,d pairs of %d×%d; the challenge's clip has %d of %d×%d, so its program would refuse these frames",
                    header.pairs(),
                    header.outputWidth(),
                    header.outputHeight(),
                    OfficialFiles.PAIRS,
                    OfficialFiles.WIDTH,
                    OfficialFiles.HEIGHT));
        }
    }

    private Optional<ScoreFacts> score(byte[] archive) throws IOException {
        if (scoreFile == null) {
            return Optional.empty();
        }
        ScoreFacts document;
        try (InputStream in = Files.newInputStream(scoreFile)) {
            document = ScoreFacts.parse(in.readNBytes(MAX_SCORE_BYTES));
        } catch (FormatException e) {
            throw e.inFile(scoreFile.toString());
        }
        Optional<String> scored = document.archiveSha256();
        if (scored.isPresent() && !scored.get().equals(Sha256.of(archive))) {
            throw AppException.notHeld(scoreFile + ": is the score of another archive, sha256 " + scored.get()
                    + "; score the one that is packaged: fovea score --candidate " + input);
        }
        return Optional.of(document);
    }

    private static void linkRuntime(Path folder) {
        try {
            JavaRuntime.link(folder);
        } catch (IOException e) {
            throw AppException.environment(e.getMessage(), e);
        }
    }

    private JudgeResult judge(TemporaryFolder work, Path submission, Opened file)
            throws IOException, InterruptedException {
        Isolation isolation = Isolations.best(System.getenv().getOrDefault("PATH", ""));
        Optional<Path> java = withRuntime
                ? Optional.empty()
                : Optional.of(Path.of(System.getProperty("java.home")).toRealPath());
        Path log = work.path().resolve("inflate.log");
        int pairs = file.header().pairs();
        Judge judge =
                new Judge(isolation, java, workplace(work, file.header()), log, Math.min(MAX_THREADS, fovea.threads()));
        try (JudgeProgress progress = new JudgeProgress(fovea, isolation.label(), pairs)) {
            return judge.judge(submission, progress);
        } catch (JudgeFailure e) {
            throw AppException.notHeld("inflate.sh in " + isolation.label() + ": " + e.getMessage() + "; " + output
                    + " was not made; the output of inflate.sh is in " + keep(log));
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
    }

    /** The folder for temporary files, or that of the output where the former has no room for the frames. */
    private Path workplace(TemporaryFolder work, ArchiveHeader header) throws IOException {
        long raw = 2L * header.pairs() * header.frameSize().rgbBytes();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (Files.getFileStore(temporary).getUsableSpace() > raw + ROOM_TO_SPARE) {
            return temporary;
        }
        Outputs.verifySpace(output, raw + ROOM_TO_SPARE);
        return work.path();
    }

    /** Puts a log beside the output under a name that is free. */
    private Path keep(Path log) throws IOException {
        for (int number = 1; ; number++) {
            Path kept = output.resolveSibling(output.getFileName() + (number == 1 ? "" : "-" + number) + ".log");
            try {
                return Files.copy(log, kept);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    private void moveIntoPlace(TemporaryFolder work, Path made) throws IOException {
        verifyOutput(); // something may have appeared there meanwhile
        if (Files.exists(output)) {
            work.release(output, work.path().resolve("replaced"));
        }
        work.release(made, output);
    }

    private void report(SubmissionReadme readme) {
        if (json) {
            fovea.terminal().out().println(Json.of(document(readme)));
            return;
        }
        StringBuilder out = new StringBuilder();
        out.append(output)
                .append(": archive.zip ")
                .append(Text.count(readme.ledger().fileBytes()));
        out.append(" bytes, the only ones that are charged; inflater ").append(Text.size(readme.inflaterBytes()));
        if (readme.runtimeBytes() > 0) {
            out.append(", runtime ").append(Text.size(readme.runtimeBytes()));
        }
        out.append('\n');
        readme.judged().ifPresentOrElse(result -> describe(result, out), () -> out.append("not judged\n"));
        fovea.terminal().out().print(out);
    }

    private void describe(JudgeResult result, StringBuilder out) {
        out.append("judged in ")
                .append(result.isolation())
                .append(": ")
                .append(result.seesOnly())
                .append('\n');
        out.append("  0.raw   ")
                .append(Text.count(result.rawBytes()))
                .append(" bytes, equal to the frames drawn here\n");
        out.append("  sha256  ").append(result.sha256()).append('\n');
        out.append("  time    ")
                .append(Text.seconds(result.seconds()))
                .append(" of ")
                .append(JudgeResult.MAX_MINUTES);
        out.append(":00\n");
        out.append("  memory  ");
        out.append(
                result.peakBytes().isPresent()
                        ? Text.size(result.peakBytes().getAsLong())
                        : "not reported by this system");
        out.append(" at most\n");
        if (result.tooSlow()) {
            fovea.note("warning: inflating took longer than the " + JudgeResult.MAX_MINUTES
                    + " minutes that the challenge gives to an evaluation");
        }
    }

    private Map<String, Object> document(SubmissionReadme readme) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("output", output.toString());
        all.put("archiveBytes", readme.ledger().fileBytes());
        all.put("archiveSha256", readme.sha256());
        all.put("inflaterBytes", readme.inflaterBytes());
        all.put("runtimeBytes", readme.runtimeBytes());
        readme.judged().ifPresent(result -> {
            Map<String, Object> judged = new LinkedHashMap<>();
            judged.put("isolation", result.isolation());
            judged.put("isolated", result.isolated());
            judged.put("seconds", result.seconds());
            result.peakBytes().ifPresent(peak -> judged.put("peakBytes", peak));
            judged.put("rawBytes", result.rawBytes());
            judged.put("rawSha256", result.sha256());
            judged.put("withinLimit", !result.tooSlow());
            all.put("judged", judged);
        });
        return all;
    }
}
