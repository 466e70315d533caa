using System.Collections.Concurrent;
using RusToK.Core.Import;
using Xunit;

namespace RusToK.Tests.Import;

public sealed class OrderedWorkTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_piece_is_done_after_those_before_it_that_it_depends_on()
    {
        var done = new ConcurrentQueue<int>();
        var random = new Random(7);
        var pieces = Enumerable.Range(1, 200).Select(i => new OrderedPiece<int>(
            i, i == 1 ? [] : [random.Next(1, i)], _ =>
            {
                done.Enqueue(i);
                return Task.CompletedTask;
            })).ToList();

        await OrderedWork.RunAsync(pieces, 8, Cancellation);

        var order = done.ToList();
        Assert.Equal(200, order.Count);
        Assert.All(pieces, p => Assert.All(p.After, before => Assert.True(order.IndexOf(before) < order.IndexOf(p.Key))));
    }

    [Fact]
    public async Task Independent_pieces_run_side_by_side_but_no_more_than_allowed()
    {
        var (running, most) = (0, 0);
        using var both = new Barrier(2);
        OrderedPiece<int> Piece(int key) => new(key, [], _ => Task.Run(
            () =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                both.SignalAndWait(Cancellation);
                Interlocked.Decrement(ref running);
            },
            Cancellation));

        await OrderedWork.RunAsync([Piece(1), Piece(2), Piece(3), Piece(4)], 2, Cancellation);

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task The_first_failure_ends_the_rest_and_is_thrown()
    {
        var done = new ConcurrentQueue<int>();
        OrderedPiece<int>[] pieces =
        [
            new(1, [], _ => throw new InvalidOperationException("broken")),
            new(2, [1], _ =>
            {
                done.Enqueue(2);
                return Task.CompletedTask;
            }),
        ];

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => OrderedWork.RunAsync(pieces, 2, Cancellation));

        Assert.Equal("broken", error.Message);
        Assert.Empty(done);
    }

    [Fact]
    public async Task Names_that_come_later_or_never_are_not_waited_for()
    {
        var done = new ConcurrentQueue<int>();
        OrderedPiece<int> Piece(int key, int after) => new(key, [after], _ =>
        {
            done.Enqueue(key);
            return Task.CompletedTask;
        });

        await OrderedWork.RunAsync([Piece(1, 2), Piece(2, 99)], 2, Cancellation);

        Assert.Equal([1, 2], done.Order());
    }

    [Fact]
    public async Task One_at_a_time_they_are_done_in_their_order()
    {
        var done = new ConcurrentQueue<int>();

        await OrderedWork.RunAsync(
            [.. Enumerable.Range(1, 50).Select(i => new OrderedPiece<int>(i, [], async _ =>
            {
                await Task.Yield();
                done.Enqueue(i);
            }))],
            1, Cancellation);

        Assert.Equal(Enumerable.Range(1, 50), done);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; seen < value; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
