package org.fovea.spark;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.fovea.app.AppException;
import org.fovea.fleet.engine.FleetEngine;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.run.ClipExecutor;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.work.ClipWork;

/** Fleets on Apache Spark, in client mode: this process is Spark's driver. */
public final class SparkEngine implements FleetEngine {
    /**
     * Memory of an executor's own JVM, in megabytes; Spark asks for 450 at least. A clip is worked on by processes
     * beside it.
     */
    private static final int EXECUTOR_MEGABYTES = 512;

    /** One clip in this many is handed over before there is room for it. */
    private static final int AHEAD = 8;

    public SparkEngine() {}

    @Override
    public Session open(Request request) {
        SparkConf conf = configured(request);
        try {
            return new SparkSession(new JavaSparkContext(conf), request);
        } catch (RuntimeException e) {
            throw AppException.environment("Spark at " + request.master() + ": " + OneLine.of(e), e);
        }
    }

    /** What tasks of an hour with gigabytes of their own need. Settings of the person who started this come last. */
    static SparkConf configured(Request request) {
        Limits limits = request.limits();
        SparkConf conf = new SparkConf()
                .setMaster(request.master())
                .setAppName("fovea fleet " + request.folder().path())
                .set("spark.task.cpus", Integer.toString(limits.cores()))
                // the other copy would work in the same run directory
                .set("spark.speculation", "false")
                // a failure of the program is a row and no failure of its task; what is left is machines that go away
                .set("spark.task.maxFailures", "4")
                .set("spark.executor.heartbeatInterval", "30s")
                // a clip is read once from its beginning; the usual way reads ahead into the executor's small heap
                .set("spark.hadoop.fs.s3a.input.stream.type", "classic")
                .set("spark.network.timeout", "600s");
        if (!request.master().startsWith("local")) {
            // As wide as one clip, so that an executor that goes takes one clip with it, and a limit of memory is that
            // of one clip.
            conf.set("spark.executor.cores", Integer.toString(limits.cores()))
                    .set(
                            "spark.executorEnv.JAVA_HOME",
                            javaHome(request.program().java()))
                    .set("spark.jars", ownJar());
            long clip = Math.round(limits.memory() * 1024);
            if (request.master().startsWith("spark:")) {
                // the only figure that it counts; Java takes of it what it needs, which is little
                conf.set("spark.executor.memory", clip + EXECUTOR_MEGABYTES + "m");
            } else {
                conf.set("spark.executor.memory", EXECUTOR_MEGABYTES + "m")
                        .set("spark.executor.memoryOverhead", clip + "m");
            }
        }
        for (Map.Entry<String, String> each : request.settings().entrySet()) {
            conf.set(each.getKey(), each.getValue());
        }
        return conf;
    }

    private static String javaHome(Path java) {
        return String.valueOf(java.toAbsolutePath().resolve("../..").normalize());
    }

    /** What executors get of this program from Spark; everything else is installed where they run. */
    private static String ownJar() {
        try {
            Path jar = Path.of(SparkEngine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(jar)) {
                throw AppException.environment(
                        jar + ": not a jar, which executors need; ./mvnw -Pspark package makes it");
            }
            return jar.toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private record SparkSession(JavaSparkContext spark, Request request) implements Session {
        @Override
        public ClipExecutor executor() {
            return this::most;
        }

        /**
         * As many clips as the cluster has room for and some more, so that no machine waits for work; not all of them,
         * because Spark keeps books of every job.
         */
        private int most() {
            if (spark.sc().isStopped()) {
                throw SparkWork.ended(spark.master());
            }
            int room = Math.max(
                    1, spark.sc().defaultParallelism() / request.limits().cores());
            return room + 1 + room / AHEAD;
        }

        @Override
        public ClipWork work() {
            return new SparkWork(
                    spark, request, new ClipCopies(clips(), request.folder().path()));
        }

        @Override
        public RemoteFiles clips() {
            return new HadoopRemoteFiles(new HadoopFiles(spark.hadoopConfiguration()));
        }

        @Override
        public void close() {
            spark.stop();
        }
    }
}
