namespace ModelDeploy.ModelServer.Modelling;

/// <summary>Parameters of kind <c>random-forest</c>: trees whose leaves hold one probability per class.</summary>
internal sealed record ForestParameters(DecisionTree[] Trees)
{
    /// <summary>What does not fit a model of this shape, as a sentence, or null.</summary>
    public string? Fault(int features, int outputs) =>
        Trees.Length == 0
            ? "a forest needs at least one tree."
            : Trees.Select(tree => tree is null ? "a tree is null." : tree.Fault(features, outputs)).FirstOrDefault(fault => fault is not null);
}
