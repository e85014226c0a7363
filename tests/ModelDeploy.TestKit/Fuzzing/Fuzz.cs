using System.Globalization;
using CsCheck;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>
/// Holds a property to many random inputs. When one breaks it, smaller ones are looked for, and the failure tells the smallest with the
/// seed that repeats it (environment variable <c>CsCheck_Seed</c>).
/// </summary>
public static class Fuzz
{
    /// <summary>The environment variable that says how many inputs each property gets.</summary>
    public const string Variable = "MODELDEPLOY_FUZZ_INPUTS";

    private const long Usual = 2_000;

    /// <summary>How many inputs each property gets.</summary>
    public static long Inputs { get; } = long.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var count) ? count : Usual;

    /// <summary>The property throws for no input.</summary>
    public static void Holds<T>(Gen<T> inputs, Action<T> property, Func<T, string>? print = null) =>
        inputs.Sample(property, iter: Inputs, threads: 1, print: print);

    /// <summary>The property throws for no input; one after the other.</summary>
    public static Task HoldsAsync<T>(Gen<T> inputs, Func<T, Task> property, Func<T, string>? print = null) =>
        inputs.SampleAsync(property, iter: Inputs, threads: 1, print: print);

    /// <summary>
    /// The property, which says whether the input was one that counts, throws for no input, and at least this share of them counted:
    /// without that, a property of what is accepted could hold because nothing is.
    /// </summary>
    public static void HoldsForSome<T>(Gen<T> inputs, double share, Func<T, bool> property, Func<T, string>? print = null)
    {
        var (all, counted) = (0L, 0L);
        Holds(inputs, input =>
        {
            all++;
            if (property(input))
                counted++;
        }, print);
        Assert.True(all < 100 || counted >= share * all, $"Only {counted} of {all} inputs say anything about the property.");
    }
}
