namespace ModelDeploy.ModelServer.Modelling;

/// <summary>
/// A binary tree in parallel arrays, one entry per inner node, the root first. A row goes left when its feature is at most
/// the threshold. A child that is 0 or more is an inner node; a negative child c is leaf number −c−1. No inner node: leaf 0 answers.
/// </summary>
internal sealed record DecisionTree(int[] Feature, double[] Threshold, int[] Left, int[] Right, double[][] Leaves)
{
    /// <summary>The leaf that the row ends in. The caller must not change it.</summary>
    public double[] Leaf(ReadOnlySpan<double> features)
    {
        var node = Feature.Length == 0 ? -1 : 0;
        while (node >= 0)
            node = features[Feature[node]] <= Threshold[node] ? Left[node] : Right[node];
        return Leaves[~node];
    }

    /// <summary>What would make <see cref="Leaf"/> fail or never end, as a sentence, or null.</summary>
    public string? Fault(int features, int outputs)
    {
        var nodes = Feature.Length;
        if (Threshold.Length != nodes || Left.Length != nodes || Right.Length != nodes)
            return "feature, threshold, left and right must be equally long.";
        if (Leaves.Contains(null!))
            return "a list in them is null.";
        if (Leaves.Length == 0 || Leaves.Any(leaf => leaf.Length != outputs))
            return $"a tree needs leaves of {outputs} values each.";
        for (var node = 0; node < nodes; node++)
        {
            if (Feature[node] < 0 || Feature[node] >= features)
                return $"node {node} asks for feature {Feature[node]}, but there are {features}.";
            if (!IsChild(Left[node], node) || !IsChild(Right[node], node))
                return $"node {node} must lead to a later node or to a leaf.";
        }
        return null;
    }

    private bool IsChild(int child, int parent) =>
        child >= 0 ? child > parent && child < Feature.Length : ~child < Leaves.Length;
}
