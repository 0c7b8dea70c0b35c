package org.fovea.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.fovea.fleet.engine.FleetEngine;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.work.FleetFolder;
import org.fovea.fleet.work.Program;
import org.junit.jupiter.api.Test;

/**
 * Settings that are left to the master are looked at for masters whose executors are in this process: others need a
 * jar.
 */
class SparkEngineTest {
    private static FleetEngine.Request request(Map<String, String> settings) {
        return new FleetEngine.Request(
                "local[4]",
                settings,
                new Program(Path.of("/opt/java/bin/java"), List.of(), "a.jar", "Main", Map.of(), "build"),
                new FleetFolder(Path.of("out")),
                new Limits(2, 6, 3, 24));
    }

    @Test
    void a_task_is_a_clip_and_never_done_twice_at_the_same_time() {
        SparkConf conf = SparkEngine.configured(request(Map.of()));
        assertThat(conf.get("spark.task.cpus")).isEqualTo("2");
        assertThat(conf.get("spark.speculation")).isEqualTo("false");
        assertThat(conf.get("spark.hadoop.fs.s3a.input.stream.type")).isEqualTo("classic");
        assertThat(conf.get("spark.master")).isEqualTo("local[4]");
    }

    @Test
    void settings_that_are_given_come_last() {
        SparkConf conf = SparkEngine.configured(request(Map.of("spark.task.maxFailures", "9")));
        assertThat(conf.get("spark.task.maxFailures")).isEqualTo("9");
    }

    @Test
    void what_happened_is_a_line() {
        assertThat(OneLine.of(new RuntimeException("outer", new RuntimeException("\n  first \nsecond"))))
                .isEqualTo("first");
        assertThat(OneLine.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void every_service_is_found() {
        assertThat(FleetEngine.find()).get().isInstanceOf(SparkEngine.class);
    }
}
