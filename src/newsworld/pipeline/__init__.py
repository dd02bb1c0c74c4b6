"""In which order is the work done, and how is it kept? steps.py has the order; run.py commits, retries and resumes."""
