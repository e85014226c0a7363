using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>Learns gradient-boosted trees for squared error: each tree on the residuals of a random 70 % of the rows.</summary>
internal static class BoostingTrainer
{
    private const int TreeCount = 200;
    private const double LearningRate = 0.08;
    private const double RowShare = 0.7;

    public static BoostedParameters Train(Samples samples, int seed)
    {
        var random = new Random(seed);
        var limits = new TreeLimits(Depth: 4, LeafRows: 4, FeaturesPerSplit: samples.FeatureCount);
        var start = Rounding.Short(samples.Targets.Average(target => target[0]));
        var residuals = samples.Targets.Select(target => new[] { target[0] - start }).ToArray();
        var rows = Enumerable.Range(0, samples.Count).ToArray();
        var trees = new DecisionTree[TreeCount];
        for (var i = 0; i < trees.Length; i++)
        {
            random.Shuffle(rows);
            trees[i] = new TreeGrower(samples.Features, residuals, limits, random).Grow(rows[..(int)(rows.Length * RowShare)]);
            for (var row = 0; row < samples.Count; row++)
                residuals[row][0] -= LearningRate * trees[i].Leaf(samples.Features[row])[0];
        }
        return new BoostedParameters(start, LearningRate, trees);
    }
}
