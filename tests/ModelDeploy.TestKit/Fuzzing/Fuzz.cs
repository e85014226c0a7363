using System.Globalization;
using CsCheck;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>
/// Holds a property to many random inputs. When one breaks it, smaller ones are looked for, and the failure tells the smallest with the
/// seed that repeats it (environment variable <c>CsCheck_Seed</c>).
/// <para>
/// The usual inputs are the same in every run, so that a change is judged by what it changes. Who sets <see cref="Variable"/> looks for
/// new ones: those are different in every run.
/// </para>
/// </summary>
public static class Fuzz
{
    /// <summary>The environment variable that says how many new inputs each property gets.</summary>
    public const string Variable = "MODELDEPLOY_FUZZ_INPUTS";

    private const int Usual = 2_000;

    private static readonly long? New = long.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>How many inputs each property gets.</summary>
    public static long Count => New ?? Usual;

    /// <summary>The inputs themselves, for a property of many at once.</summary>
    public static IEnumerable<T> InputsOf<T>(Gen<T> inputs)
    {
        if (New is null)
            return UsualOf(inputs).Select(usual => usual.Input);
        var random = new PCG((uint)Random.Shared.Next());
        return Enumerable.Range(0, (int)New).Select(_ => inputs.Generate(random, null, out var _));
    }

    /// <summary>The property throws for no input.</summary>
    public static void Holds<T>(Gen<T> inputs, Action<T> property, Func<T, string>? print = null)
    {
        if (New is { } count)
        {
            inputs.Sample(property, iter: count, threads: 1, print: print);
            return;
        }
        foreach (var (input, seed) in UsualOf(inputs))
        {
            try
            {
                property(input);
            }
            catch (Exception)
            {
                inputs.Sample(property, seed: seed, iter: Usual, threads: 1, print: print);
                throw;
            }
        }
    }

    /// <summary>The property throws for no input; one after the other.</summary>
    public static async Task HoldsAsync<T>(Gen<T> inputs, Func<T, Task> property, Func<T, string>? print = null)
    {
        if (New is { } count)
        {
            await inputs.SampleAsync(property, iter: count, threads: 1, print: print);
            return;
        }
        foreach (var (input, seed) in UsualOf(inputs))
        {
            try
            {
                await property(input);
            }
            catch (Exception)
            {
                await inputs.SampleAsync(property, seed: seed, iter: Usual, threads: 1, print: print);
                throw;
            }
        }
    }

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

    private static IEnumerable<(T Input, string Seed)> UsualOf<T>(Gen<T> inputs)
    {
        var random = new PCG(1, 1);
        for (var i = 0; i < Usual; i++)
        {
            var state = random.State;
            yield return (inputs.Generate(random, null, out _), random.ToString(state));
        }
    }
}
