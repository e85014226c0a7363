namespace ModelDeploy.ModelServer.Modelling;

/// <summary>
/// Parameters of kind <c>gradient-boosted-trees</c>: where the sum starts, how much of each tree counts, and the trees,
/// whose leaves hold one number each in the unit of the output.
/// </summary>
internal sealed record BoostedParameters(double Base, double LearningRate, DecisionTree[] Trees)
{
    /// <summary>What does not fit a model of this shape, as a sentence, or null.</summary>
    public string? Fault(int features, int outputs) => outputs != 1
        ? "a regression has exactly one output column."
        : Trees.Select(tree => tree is null ? "a tree is null." : tree.Fault(features, outputs)).FirstOrDefault(fault => fault is not null);
}
