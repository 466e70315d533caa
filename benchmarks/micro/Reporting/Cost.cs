namespace RusToK.Benchmarks.Micro.Reporting;

/// <summary>What one operation costs.</summary>
/// <param name="Operation">Its name in the table.</param>
/// <param name="Nanoseconds">The mean.</param>
/// <param name="Error">Half of BenchmarkDotNet's 99.9 % confidence interval, in nanoseconds.</param>
/// <param name="StandardDeviation">Between the iterations, in nanoseconds.</param>
/// <param name="Iterations">Those that counted.</param>
/// <param name="Bytes">Allocated, on all threads.</param>
internal sealed record Cost(string Operation, double Nanoseconds, double Error, double StandardDeviation, int Iterations, long Bytes);
