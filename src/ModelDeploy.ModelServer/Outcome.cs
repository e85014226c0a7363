using System.Diagnostics.CodeAnalysis;

namespace ModelDeploy.ModelServer;

/// <summary>Either a value or one sentence for a person that says why there is none.</summary>
internal readonly record struct Outcome<T>
    where T : class
{
    private readonly T? _value;
    private readonly string? _fault;

    private Outcome(T? value, string? fault) => (_value, _fault) = (value, fault);

    /// <summary>Wraps a value.</summary>
    public static Outcome<T> Good(T value) => new(value, null);

    /// <summary>Wraps the reason why there is no value.</summary>
    public static Outcome<T> Bad(string sentence) => new(null, sentence);

    /// <summary>True with the value, false with the sentence.</summary>
    public bool Try([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? fault)
    {
        (value, fault) = (_value, _fault);
        return value is not null;
    }
}
