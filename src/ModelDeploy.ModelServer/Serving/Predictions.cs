using System.Globalization;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>The one way to ask the model: predicts, counts, and leaves one line in the log.</summary>
internal sealed partial class Predictions(Model model, Counters counters, TimeProvider clock, ILogger<Predictions> logger)
{
    private const int ClassesInALine = 5;

    /// <summary>Predicts every row for the request called <paramref name="id"/>.</summary>
    public Prediction Run(Batch batch, string id)
    {
        var started = clock.GetTimestamp();
        var prediction = model.Predict(batch);
        counters.Rows(batch.Rows);
        var took = clock.GetElapsedTime(started).TotalMilliseconds;
        Log.Predicted(logger, Summary(prediction), batch.Rows, batch.Rows == 1 ? "row" : "rows", took, LogText.Safe(id));
        return prediction;
    }

    private static string Summary(Prediction prediction) =>
        prediction.Model.IsClassifier ? Classes(prediction) : Range(prediction.Outputs.Values);

    private static string Classes(Prediction prediction)
    {
        var classes = Enumerable.Range(0, prediction.Outputs.Rows).Select(prediction.Class).CountBy(name => name)
            .OrderByDescending(pair => pair.Value).ToArray();
        if (classes is [var only])
            return only.Key;
        var shown = string.Join(", ", classes.Take(ClassesInALine).Select(pair => $"{pair.Key} x{pair.Value}"));
        return classes.Length > ClassesInALine ? shown + ", ..." : shown;
    }

    private static string Range(double[] values)
    {
        var (least, most) = (Short(values.Min()), Short(values.Max()));
        return least == most ? least : $"{least} to {most}";
    }

    private static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Predicted {Summary} for {Rows} {Noun} in {Milliseconds:0.000} ms, id {Id}")]
        public static partial void Predicted(ILogger logger, string summary, int rows, string noun, double milliseconds, string id);
    }
}
