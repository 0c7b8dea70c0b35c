package org.fovea.site.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Words;
import org.fovea.site.watch.WatchPage.Curve;
import org.fovea.site.watch.WatchPage.Point;
import org.fovea.site.watch.WatchPage.Term;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String CSV = """
            time,stage,step,name,value
            t,02-train,50,learningRate,0.004
            t,02-train,50,segmentation,4
            t,02-train,50,pose,0
            t,02-train,100,learningRate,0.002
            t,02-train,100,segmentation,9
            t,02-train,100,segmentation,2
            t,02-train,120,loss,NaN
            t,03-quantise,50,learningRate,0.001
            t,03-quantise,50,segmentation,1.5
            t,03-quantise,75,segmen""";

    @Test
    void curves_go_on_from_stage_to_stage_and_later_rows_hold() {
        List<Term> terms = Metrics.of(CSV).terms();
        assertThat(terms).extracting(Term::title).containsExactly("Segmentation");
        assertThat(terms.getFirst().curves())
                .containsExactly(
                        new Curve("02-train", List.of(new Point(50, 4), new Point(100, 2))),
                        new Curve("03-quantise", List.of(new Point(150, 1.5))));
        assertThat(terms.getFirst().figure().svg()).contains("02-train", "03-quantise");
        assertThat(terms.getFirst().figure().caption()).doesNotContain("Too few steps");
    }

    @Test
    void stages_with_one_value_each_are_dots_whose_names_are_whole() {
        Figure figure = Metrics.of("""
                        time,stage,step,name,value
                        t,03-train,63,learningRate,0.004
                        t,03-train,63,segmentation,NaN
                        t,03-train,63,pose,0.576
                        t,04-quantise,93,learningRate,0.004
                        t,04-quantise,93,pose,0.581
                        """).terms().getFirst().figure();
        assertThat(figure.caption()).contains("Too few steps so far for a curve: a dot is a stage's only value.");
        assertThat(figure.svg()).contains("04-quantise, step 156: 0.5810").containsPattern("class=\"mark solid\"");
        Matcher names = Pattern.compile("x=\"([0-9.]+)\" y=\"[0-9.]+\">04-quantise</text>")
                .matcher(figure.svg());
        double[] ends = names.results()
                .mapToDouble(name -> Double.parseDouble(name.group(1)) + Words.width("04-quantise"))
                .toArray();
        assertThat(ends).hasSize(2);
        assertThat(ends[0]).isBetween(800.0, 880.0);
        assertThat(ends[1]).isBetween(300.0, 356.0);
    }

    @Test
    void a_file_of_nothing_has_no_terms() {
        assertThat(Metrics.of("").terms()).isEmpty();
        assertThat(Metrics.of("time,stage,step,name,value\n").terms()).isEmpty();
        assertThat(Metrics.of("no table at all").terms()).isEmpty();
    }
}
