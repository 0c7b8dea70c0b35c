package org.fovea.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, once and small, so that none breaks unseen. Times do not matter. */
class BenchmarksTest {
    @ParameterizedTest
    @CsvSource({
        "MaskBenchmark, 4, frames=1",
        "RenderBenchmark, 1, submission=",
        "EvaluatorBenchmark.(segmentationInput|poseInput), 2, ''"
    })
    void every_benchmark_runs(String include, int count, String parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("org.fovea.bench." + include)
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        if (!parameters.isEmpty()) {
            String[] parameter = parameters.split("=", 2);
            options.param(parameter[0], parameter[1]);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        assertThat(results).hasSize(count);
    }
}
