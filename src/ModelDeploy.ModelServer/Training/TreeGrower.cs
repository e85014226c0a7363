using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>
/// Grows one regression tree by always taking the split that leaves the least squared error over all targets. On class
/// indicators that is the Gini criterion, so the same grower serves forests and boosting.
/// </summary>
internal sealed class TreeGrower(double[][] features, double[][] targets, TreeLimits limits, Random random)
{
    private readonly List<int> _feature = [], _left = [], _right = [];
    private readonly List<double> _threshold = [];
    private readonly List<double[]> _leaves = [];

    /// <summary>A tree learned from the given rows; a row may be named more than once. One grower grows one tree.</summary>
    public DecisionTree Grow(int[] rows)
    {
        Branch(rows, depth: 0);
        return new DecisionTree([.. _feature], [.. _threshold], [.. _left], [.. _right], [.. _leaves]);
    }

    /// <summary>Adds the subtree for these rows and returns how its parent refers to it.</summary>
    private int Branch(int[] rows, int depth)
    {
        if (depth == limits.Depth || BestSplit(rows) is not { } split)
            return Leaf(rows);

        var node = _feature.Count;
        _feature.Add(split.Feature);
        _threshold.Add(split.Threshold);
        _left.Add(0);
        _right.Add(0);
        _left[node] = Branch([.. rows.Where(row => features[row][split.Feature] <= split.Threshold)], depth + 1);
        _right[node] = Branch([.. rows.Where(row => features[row][split.Feature] > split.Threshold)], depth + 1);
        return node;
    }

    private int Leaf(int[] rows)
    {
        var mean = new double[targets[0].Length];
        foreach (var row in rows)
            for (var k = 0; k < mean.Length; k++)
                mean[k] += targets[row][k] / rows.Length;
        _leaves.Add(Rounding.Short(mean));
        return -_leaves.Count;
    }

    private Split? BestSplit(int[] rows)
    {
        Split? best = null;
        foreach (var feature in Candidates())
            if (BestSplit(rows, feature) is { } split && (best is null || split.Gain > best.Gain))
                best = split;
        return best;
    }

    private int[] Candidates()
    {
        var all = Enumerable.Range(0, features[0].Length).ToArray();
        if (limits.FeaturesPerSplit >= all.Length)
            return all;
        random.Shuffle(all);
        return all[..limits.FeaturesPerSplit];
    }

    /// <summary>
    /// Walks the rows in order of one feature and keeps the sums left and right of every gap. Squared error falls by what
    /// |sum|²/count gains on both sides together.
    /// </summary>
    private Split? BestSplit(int[] rows, int feature)
    {
        int[] ordered = [.. rows.OrderBy(row => features[row][feature])];
        var left = new double[targets[0].Length];
        var right = new double[left.Length];
        foreach (var row in ordered)
            Add(right, targets[row], +1);
        var whole = Score(right, ordered.Length);

        Split? best = null;
        for (var count = 1; count < ordered.Length; count++)
        {
            Add(left, targets[ordered[count - 1]], +1);
            Add(right, targets[ordered[count - 1]], -1);
            var (below, above) = (features[ordered[count - 1]][feature], features[ordered[count]][feature]);
            if (below == above || count < limits.LeafRows || ordered.Length - count < limits.LeafRows)
                continue;
            var gain = Score(left, count) + Score(right, ordered.Length - count) - whole;
            if (gain > (best?.Gain ?? limits.LeastGain))
                best = new Split(feature, Between(below, above), gain);
        }
        return best;
    }

    /// <summary>The middle, shortened where that does not move it past either side.</summary>
    private static double Between(double below, double above)
    {
        var middle = (below + above) / 2;
        var rounded = Rounding.Short(middle);
        return rounded >= below && rounded < above ? rounded : middle;
    }

    private static void Add(double[] sums, double[] values, int sign)
    {
        for (var k = 0; k < sums.Length; k++)
            sums[k] += sign * values[k];
    }

    private static double Score(double[] sums, int count) => sums.Sum(sum => sum * sum) / count;

    private sealed record Split(int Feature, double Threshold, double Gain);
}
