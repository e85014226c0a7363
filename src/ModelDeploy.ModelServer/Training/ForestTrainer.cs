using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>Learns a random forest: every tree on a bootstrap sample, two random features per split.</summary>
internal static class ForestTrainer
{
    private const int TreeCount = 40;
    private static readonly TreeLimits Limits = new(Depth: 6, LeafRows: 2, FeaturesPerSplit: 2);

    public static ForestParameters Train(Samples samples, int seed)
    {
        var random = new Random(seed);
        var trees = new DecisionTree[TreeCount];
        for (var i = 0; i < trees.Length; i++)
        {
            var bootstrap = new int[samples.Count];
            for (var row = 0; row < bootstrap.Length; row++)
                bootstrap[row] = random.Next(samples.Count);
            trees[i] = new TreeGrower(samples.Features, samples.Targets, Limits, random).Grow(bootstrap);
        }
        return new ForestParameters(trees);
    }
}
