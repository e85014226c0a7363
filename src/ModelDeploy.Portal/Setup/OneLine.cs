using ModelDeploy.Portal.Components.Shared;
using Serilog.Core;
using Serilog.Events;

namespace ModelDeploy.Portal.Setup;

/// <summary>Writes control characters in values as their numbers: what somebody asks for cannot pass for a line of its own in the log.</summary>
internal sealed class OneLine : ILogEventEnricher
{
    /// <inheritdoc />
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        List<LogEventProperty>? written = null;
        foreach (var (name, value) in logEvent.Properties)
        {
            if (value is ScalarValue { Value: string text } && text.Any(char.IsControl))
                (written ??= []).Add(new LogEventProperty(name, new ScalarValue(VisibleText.Of(text))));
        }
        foreach (var property in written ?? [])
            logEvent.AddOrUpdateProperty(property);
    }
}
