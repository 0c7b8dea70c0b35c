package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.encode.profile.Profile;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Paths;
import org.fovea.site.model.Snapshot;
import org.fovea.site.page.Reproduction.Kind;
import org.junit.jupiter.api.Test;

class ReproductionTest {
    private static final String HASH = "ab".repeat(32);

    private final Snapshot lab = Labs.example();
    private final RunRow first = lab.runs().getFirst();
    private final Run whole = lab.details(first);
    private final Benchmark drive = lab.benchmark(first.benchmark()).record();
    private final Numbered<Candidate> candidate = lab.candidate(first);

    private Reproduction of(Run run, Benchmark benchmark, Numbered<Candidate> measured) {
        Optional<Numbered<Study>> study = run.study().flatMap(key -> lab.find(Study.class, key));
        return Reproduction.of(new Paths(lab), "R-0001", run, benchmark, measured, study);
    }

    @Test
    void a_run_of_all_pairs_is_two_commands() {
        Reproduction reproduction = of(whole, drive, candidate);

        assertThat(reproduction.kind()).isEqualTo(Kind.WHOLE);
        assertThat(reproduction.commands())
                .containsExactly(
                        "./fovea compress drive.mkv -o R-0001.zip --evaluators bundled --profile C-0001.yaml"
                                + " --original-bytes 333932",
                        "./fovea score --original drive.mkv --candidate R-0001.zip --evaluators bundled");
        assertThat(reproduction.needs())
                .extracting(Reproduction.Need::name)
                .containsExactly("drive.mkv", "bundled", "C-0001.yaml");
        assertThat(reproduction.expected())
                .contains(whole.artifact("archive").orElseThrow().sha256());
    }

    @Test
    void the_profile_in_the_site_is_the_recipe_of_the_run() {
        String text = Labs.text(Labs.site(lab), new Paths(lab).profile(candidate.key()));

        Profile fromSite = Profile.parse(text.getBytes(StandardCharsets.UTF_8), List.of());
        Profile fromLedger = Profile.parse(
                candidate.record().recipe().settings().toString().getBytes(StandardCharsets.UTF_8), List.of());
        assertThat(fromSite.hash()).isEqualTo(fromLedger.hash());
    }

    @Test
    void pairs_that_a_study_drew_need_its_plan() {
        RunRow some = lab.runs().stream()
                .filter(run -> run.pairs() < drive.pairs() && run.study().isPresent())
                .findFirst()
                .orElseThrow();

        Reproduction reproduction =
                of(lab.details(some), lab.benchmark(some.benchmark()).record(), lab.candidate(some));

        assertThat(reproduction.kind()).isEqualTo(Kind.STUDY);
        assertThat(reproduction.commands()).isEmpty();
        assertThat(reproduction.study().map(Numbered::key)).isEqualTo(some.study());
    }

    @Test
    void pairs_that_follow_each_other_are_compressed_alone_with_what_was_replaced() {
        Reproduction reproduction = of(
                part("4..7 of 24", Built.SUBSET, Map.of("train.steps", "120", "masks[2].multipliers", "[1.5, 3]")),
                drive,
                candidate);

        assertThat(reproduction.kind()).isEqualTo(Kind.RANGE);
        assertThat(reproduction.commands())
                .containsExactly("./fovea compress drive.mkv -o R-0001.zip --evaluators bundled --profile C-0001.yaml"
                        + " --set 'masks[2].multipliers=[1.5, 3]' --set train.steps=120 --pairs 4..7"
                        + " --original-bytes 55655");
    }

    @Test
    void some_pairs_of_a_whole_archive_are_found_in_the_table_of_all() {
        Reproduction reproduction = of(part("4,9 of 24", Built.CLIP, Map.of()), drive, candidate);

        assertThat(reproduction.kind()).isEqualTo(Kind.PICKED);
        assertThat(reproduction.commands()).hasSize(2);
        assertThat(reproduction.commands().getFirst()).doesNotContain("--pairs");
        assertThat(reproduction.commands().getLast()).endsWith(" --json R-0001.json");
    }

    @Test
    void networks_and_clips_are_named_so_that_a_shell_takes_them_as_they_are() {
        Benchmark hostile = new Benchmark(
                "b",
                "-it's; rm -rf $HOME\n.mkv",
                drive.clipSha256(),
                drive.pairs(),
                drive.originalBytes(),
                "roadseg + egomotion",
                drive.evaluatorsSha256(),
                false,
                Optional.empty(),
                drive.time());

        List<String> commands = of(whole, hostile, candidate).commands();

        assertThat(commands.getFirst())
                .startsWith("./fovea compress './-it'\\''s; rm -rf $HOME\n.mkv' -o")
                .contains(" --evaluators EVALUATORS.yaml ");
    }

    @Test
    void an_archive_that_encoding_began_with_is_asked_for() {
        Recipe recipe =
                new Recipe(Recipe.Kind.PROFILE, candidate.record().recipe().settings(), Optional.of(HASH));

        Reproduction reproduction = of(whole, drive, of(recipe));

        assertThat(reproduction.commands().getFirst()).contains(" --init INIT.zip ");
        assertThat(reproduction.needs()).anySatisfy(need -> {
            assertThat(need.name()).isEqualTo("INIT.zip");
            assertThat(need.sha256()).contains(HASH);
        });
    }

    @Test
    void an_archive_of_its_own_is_only_scored() {
        Recipe recipe = new Recipe(
                Recipe.Kind.ARCHIVE,
                tools.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
                Optional.of(HASH));

        Reproduction reproduction = of(whole, drive, of(recipe));

        assertThat(reproduction.kind()).isEqualTo(Kind.ARCHIVE);
        assertThat(reproduction.commands()).singleElement().asString().startsWith("./fovea score ");
    }

    @Test
    void words_of_commands_are_quoted() {
        assertThat(Reproduction.ShellWord.file("a/b-c.zip")).isEqualTo("a/b-c.zip");
        assertThat(Reproduction.ShellWord.file("-rf")).isEqualTo("./-rf");
        assertThat(Reproduction.ShellWord.file("a b; rm 'x' $(y)")).isEqualTo("'a b; rm '\\''x'\\'' $(y)'");
    }

    private Numbered<Candidate> of(Recipe recipe) {
        Candidate from = candidate.record();
        Candidate made = from.toBuilder().recipe(recipe).build();
        return new Numbered<>(candidate.number(), made.key(), made);
    }

    /** A run of some pairs, otherwise as the first. */
    private Run part(String pairs, Built built, Map<String, String> replaced) {
        Subset subset = Subset.of(pairs);
        double original = built == Built.CLIP
                ? drive.originalBytes()
                : Math.round((double) drive.originalBytes() * subset.size() / subset.clipPairs());
        return whole.toBuilder()
                .study(Optional.empty())
                .rung(0)
                .replaced(replaced)
                .subset(subset)
                .built(built)
                .bytes(new Run.Bytes(whole.bytes().archive(), whole.bytes().payload(), original))
                .pairs(List.of())
                .build();
    }
}
