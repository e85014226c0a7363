using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>Judges a model on rows that it has not seen.</summary>
internal static class Evaluation
{
    /// <summary>Share of rows whose most probable class is the true one, 0–1.</summary>
    public static double Accuracy(Predictor predictor, Samples test) =>
        Answers(predictor, test).Zip(test.Targets).Average(pair => Largest(pair.First) == Largest(pair.Second) ? 1.0 : 0.0);

    /// <summary>Share of the variance that a regression explains: 1 is perfect, 0 no better than the mean.</summary>
    public static double RSquared(Predictor predictor, Samples test)
    {
        var mean = test.Targets.Average(target => target[0]);
        var left = Answers(predictor, test).Zip(test.Targets).Sum(pair => Square(pair.First[0] - pair.Second[0]));
        return 1 - left / test.Targets.Sum(target => Square(target[0] - mean));
    }

    /// <summary>Mean absolute error of a regression, in the unit of its output.</summary>
    public static double MeanAbsoluteError(Predictor predictor, Samples test) =>
        Answers(predictor, test).Zip(test.Targets).Average(pair => Math.Abs(pair.First[0] - pair.Second[0]));

    private static IEnumerable<double[]> Answers(Predictor predictor, Samples test)
    {
        foreach (var row in test.Features)
        {
            var outputs = new double[predictor.OutputCount];
            predictor.Predict(row, outputs);
            yield return outputs;
        }
    }

    private static int Largest(double[] values) => Array.IndexOf(values, values.Max());

    private static double Square(double value) => value * value;
}
