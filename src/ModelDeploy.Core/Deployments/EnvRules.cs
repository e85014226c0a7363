using System.Text;
using System.Text.RegularExpressions;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>Which environment variables a deployment may set.</summary>
public static partial class EnvRules
{
    private const int MaxCount = 100;
    private const int MaxValueBytes = 4 * 1024;

    private static readonly string[] ReservedNames = ["PORT", "PYTHONPATH", "PYTHONSTARTUP", "NODE_OPTIONS"];
    private static readonly string[] ReservedPrefixes = ["SELDON_", "PREDICTIVE_", "LD_", "DYLD_", "DOTNET_"];

    /// <summary>Every rule that the variables break.</summary>
    public static IEnumerable<FieldError> Check(EquatableList<EnvVariable> env)
    {
        if (env.Count > MaxCount)
            yield return new FieldError("env", SpecTexts.TooManyVariables.With(MaxCount, env.Count));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < env.Count; i++)
        {
            if (WhyNameInvalid(env[i].Name, names) is { } name)
                yield return new FieldError($"env[{i}].name", name);
            if (WhyValueInvalid(env[i].Value) is { } value)
                yield return new FieldError($"env[{i}].value", value);
        }
    }

    private static string? WhyNameInvalid(string name, HashSet<string> earlier) => name switch
    {
        "" => SpecTexts.EnterVariableName,
        _ when !ValidName().IsMatch(name) => SpecTexts.VariableName,
        _ when IsReserved(name) => SpecTexts.VariableReserved.With(name),
        _ when !earlier.Add(name) => SpecTexts.VariableTwice.With(name),
        _ => null,
    };

    private static string? WhyValueInvalid(string value) => value switch
    {
        _ when StorableText.WhyNot(SpecTexts.AValue, value) is { } why => why,
        _ when Encoding.UTF8.GetByteCount(value) > MaxValueBytes => SpecTexts.ValueTooLarge.With(MaxValueBytes),
        _ => null,
    };

    private static bool IsReserved(string name) =>
        ReservedNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || ReservedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || DotnetProfiler().IsMatch(name);

    // A cluster takes neither a name that is a way to another folder nor one that begins with such a way.
    [GeneratedRegex(@"\A(?:[-_a-zA-Z]|\.[-_a-zA-Z0-9])[-._a-zA-Z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValidName();

    [GeneratedRegex(@"\ACOR[A-Z]*_", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DotnetProfiler();
}
