-- Of what was over when it was declared, neither the time to its detection nor the order is measured: all figures are
-- reckoned anew, by the job that keeps them.
delete from figure;
