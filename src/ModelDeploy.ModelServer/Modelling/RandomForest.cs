namespace ModelDeploy.ModelServer.Modelling;

/// <summary>The mean of many trees, each grown on its own sample of the data.</summary>
internal sealed class RandomForest(ForestParameters parameters) : Predictor
{
    public override int OutputCount => parameters.Trees[0].Leaves[0].Length;

    public override void Predict(ReadOnlySpan<double> features, Span<double> outputs)
    {
        outputs.Clear();
        foreach (var tree in parameters.Trees)
        {
            var leaf = tree.Leaf(features);
            for (var k = 0; k < outputs.Length; k++)
                outputs[k] += leaf[k];
        }
        foreach (ref var output in outputs)
            output /= parameters.Trees.Length;
    }
}
